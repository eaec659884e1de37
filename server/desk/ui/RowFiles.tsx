import "./RowFiles.css";
import "../../../src/widget/parts/FileName.css";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { isPicture } from "../../../src/widget/parts/file-kind.ts";
import { FileName } from "../../../src/widget/parts/FileName.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import type { DeskFile } from "../api/views.ts";
import { filesOf } from "../model/file-words.ts";
import { isolatedName } from "../model/names.ts";
import type { UnsentFile } from "../model/unsent-message.ts";
import { FileIcon } from "./ComposerFiles.tsx";
import { useDesk } from "./desk-context.ts";
import { download } from "./file-acts.ts";
import { fileFacts } from "./file-words.ts";
import { PictureDialog } from "./PictureDialog.tsx";

const MAX_PX = 240;
/** The place of a picture whose measures the server does not know. */
const UNKNOWN = { width: MAX_PX, height: 160 };

/** The place of a picture, which it keeps before it has loaded. */
function placeOf({ width = 0, height = 0 }: DeskFile): { width: number; height: number } {
  if (width === 0 || height === 0) return UNKNOWN;
  const scale = Math.min(1, MAX_PX / width, MAX_PX / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** The files of a message. An agent who only reads along sees their names. */
export function RowFiles({
  chatId,
  files,
}: {
  chatId: string;
  files: readonly DeskFile[];
}): JSX.Element | null {
  const isReading = useDesk().isReading.value;
  if (files.length === 0) return null;
  if (isReading) return <NamesOnly files={files} />;
  const pictures = files.filter((one) => isPicture(one.type) && one.hasThumbnail);
  const others = files.filter((one) => !pictures.includes(one));
  return (
    <div class="dk-files">
      {pictures.length > 0 && (
        <div class={pictures.length > 1 ? "dk-pics dk-pics--many" : "dk-pics"}>
          {pictures.map((file) => (
            <Picture key={file.id} chatId={chatId} file={file} />
          ))}
        </div>
      )}
      {others.map((file) => (
        <FileCard key={file.id} chatId={chatId} file={file} />
      ))}
    </div>
  );
}

/** The names of files, without a way to open them. */
export function NamesOnly({ files }: { files: readonly UnsentFile[] }): JSX.Element {
  return (
    <div class="dk-files">
      {files.map((file) => (
        <div key={file.id} class="dk-file">
          <FileIcon type={file.type} />
          <span class="dk-file__text">
            <FileName name={file.name} />
            <span>{fileFacts(file)}</span>
          </span>
        </div>
      ))}
    </div>
  );
}

function Picture({ chatId, file }: { chatId: string; file: DeskFile }): JSX.Element {
  const desk = useDesk();
  const src = useSignal(file.thumbnailUrl);
  const tries = useSignal(0);
  const isOpen = useSignal(false);
  const place = placeOf(file);
  // An address may have expired: the second one is new.
  const again = (): void => {
    tries.value++;
    if (tries.value > 1) return;
    desk.client.files.get(chatId, file.id).then(
      ({ thumbnailUrl }) => {
        if (thumbnailUrl === undefined) tries.value = 2;
        else src.value = thumbnailUrl;
      },
      () => {
        tries.value = 2;
      },
    );
  };
  if (tries.value > 1 || src.value === undefined) return <FileCard chatId={chatId} file={file} />;
  return (
    <>
      <button
        type="button"
        class="dk-pic"
        aria-label={`Open picture: ${isolatedName(file.name)}`}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        <img src={src.value} alt="" width={place.width} height={place.height} onError={again} />
      </button>
      {isOpen.value && (
        <PictureDialog
          chatId={chatId}
          pictures={filesOf(desk.threads.get(chatId)?.rows.value ?? []).filter(({ type }) =>
            isPicture(type),
          )}
          startId={file.id}
          close={() => {
            isOpen.value = false;
          }}
        />
      )}
    </>
  );
}

function FileCard({ chatId, file }: { chatId: string; file: DeskFile }): JSX.Element {
  const desk = useDesk();
  return (
    <div class="dk-file">
      <FileIcon type={file.type} />
      <span class="dk-file__text">
        <FileName name={file.name} />
        <span>{fileFacts(file)}</span>
      </span>
      <button
        type="button"
        class="pl-ib"
        aria-label={`Download ${isolatedName(file.name)}`}
        onClick={() => void download(desk, chatId, file.id)}
      >
        <Icon name="download" />
      </button>
    </div>
  );
}
