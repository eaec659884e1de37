import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { FileName } from "../../../src/widget/parts/FileName.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import type { DeskFile } from "../api/views.ts";
import { isolatedName } from "../model/names.ts";
import { DeskIcon } from "./DeskIcon.tsx";
import { useDesk } from "./desk-context.ts";
import { download } from "./file-acts.ts";
import { Modal } from "./Modal.tsx";

const TITLE_ID = "dk-picture";

/** One of the pictures of a chat, large. Arrow keys lead to the others, Escape closes it. */
export function PictureDialog({
  chatId,
  pictures,
  startId,
  close,
}: {
  chatId: string;
  pictures: readonly DeskFile[];
  startId: string;
  close: () => void;
}): JSX.Element {
  const desk = useDesk();
  const shownId = useSignal(startId);
  const index = Math.max(
    0,
    pictures.findIndex(({ id }) => id === shownId.value),
  );
  const shown = pictures[index];
  const go = (step: number): void => {
    const next = pictures[index + step];
    if (next !== undefined) shownId.value = next.id;
  };
  return (
    <Modal titleId={TITLE_ID} size="picture" close={close}>
      <div
        onKeyDown={({ key }) => {
          if (key === "ArrowRight") go(1);
          if (key === "ArrowLeft") go(-1);
        }}
      >
        <div class="dk-large__head">
          <h2 id={TITLE_ID} aria-live="polite">
            <FileName name={shown?.name ?? ""} />
          </h2>
          {pictures.length > 1 && (
            <>
              <Step name="Previous picture" icon="back" step={-1} isEnd={index === 0} go={go} />
              <Step
                name="Next picture"
                icon="next"
                step={1}
                isEnd={index === pictures.length - 1}
                go={go}
              />
            </>
          )}
          {shown !== undefined && (
            <button
              type="button"
              class="pl-ib"
              aria-label={`Download ${isolatedName(shown.name)}`}
              onClick={() => void download(desk, chatId, shown.id)}
            >
              <Icon name="download" />
            </button>
          )}
          <button type="button" class="pl-ib" aria-label="Close" data-first onClick={close}>
            <DeskIcon name="close" />
          </button>
        </div>
        {shown !== undefined && <Large key={shown.id} chatId={chatId} file={shown} />}
      </div>
    </Modal>
  );
}

function Step(props: {
  name: string;
  icon: "back" | "next";
  step: number;
  isEnd: boolean;
  go: (step: number) => void;
}): JSX.Element {
  return (
    <button
      type="button"
      class="pl-ib"
      aria-label={props.name}
      aria-disabled={props.isEnd}
      onClick={() => props.go(props.step)}
    >
      <Icon name={props.icon} />
    </button>
  );
}

/** The picture itself, from an address that was made now. */
function Large({ chatId, file }: { chatId: string; file: DeskFile }): JSX.Element {
  const { client } = useDesk();
  const src = useSignal<string | null>(null);
  const isGone = useSignal(false);
  useEffect(() => {
    client.files.get(chatId, file.id).then(
      ({ url }) => {
        src.value = url ?? null;
        isGone.value = url === undefined;
      },
      () => {
        isGone.value = true;
      },
    );
  }, []);
  return (
    <div class="dk-large__place">
      {isGone.value && <p role="status">The picture is no longer available.</p>}
      {src.value !== null && !isGone.value && (
        <img
          src={src.value}
          // Not the name alone, which is the title already.
          alt={`Picture: ${file.name}`}
          onError={() => {
            isGone.value = true;
          }}
        />
      )}
    </div>
  );
}
