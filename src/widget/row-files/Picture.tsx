import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { FileContent, Message } from "../../transport/index.ts";
import { useWidget } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";
import { download } from "./download.ts";
import { FileCard } from "./FileCard.tsx";
import { fileTools } from "./file-tools.ts";

const MAX_PX = 240;
/** The place of a picture whose measures the server does not say. */
const UNKNOWN = { width: MAX_PX, height: 160 };
/** An address may have expired, so a picture that does not load gets a second one. */
const MAX_TRIES = 2;

/** The place of a picture in the log, which it keeps before it has loaded. */
export function placeOf({ width, height }: Pick<FileContent, "width" | "height">): {
  readonly width: number;
  readonly height: number;
} {
  if (width === null || height === null || width === 0 || height === 0) return UNKNOWN;
  const scale = Math.min(1, MAX_PX / width, MAX_PX / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

interface PictureProps {
  readonly row: Message;
  readonly file: FileContent;
}

/** A picture of a message; the card of its file where it cannot be shown. */
export function Picture({ row, file }: PictureProps): JSX.Element {
  const context = useWidget();
  const { chat } = context.chat;
  const { t } = context.translator;
  const { LocalPicture, fileStateOf } = fileTools();
  const button = useRef<HTMLButtonElement>(null);
  const src = useSignal<string | null>(null);
  const tries = useSignal(0);
  const isOpen = useSignal(false);
  const local = fileStateOf(context).local.get(file.id);
  const fail = (): void => {
    // The same address would not be loaded again.
    src.value = null;
    tries.value += 1;
  };
  useEffect(() => {
    const { current } = button;
    if (current === null || tries.value >= MAX_TRIES) return;
    // Pictures far above are not fetched.
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      seen.disconnect();
      chat.fileUrl(row.key, file.id, "thumbnail").then((url) => {
        src.value = url;
      }, fail);
    });
    seen.observe(current);
    return () => seen.disconnect();
  }, [tries.value]);
  if (tries.value >= MAX_TRIES) return <FileCard row={row} file={file} />;
  const place = placeOf(file);
  return (
    <>
      <button
        ref={button}
        type="button"
        class="pl-pic"
        data-file={file.name}
        tabIndex={-1}
        aria-label={t("file.open", { name: file.name })}
        style={{ inlineSize: `${place.width}px`, aspectRatio: `${place.width} / ${place.height}` }}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {local !== undefined && <LocalPicture file={local} size={2 * MAX_PX} />}
        {src.value !== null && <img src={src.value} alt="" onError={fail} />}
      </button>
      {isOpen.value && (
        <LargePicture
          row={row}
          file={file}
          onClose={() => {
            isOpen.value = false;
            button.current?.focus();
          }}
        />
      )}
    </>
  );
}

/** A picture over the whole window, until Escape or the button closes it. */
function LargePicture({
  row,
  file,
  onClose,
}: PictureProps & { readonly onClose: () => void }): JSX.Element {
  const context = useWidget();
  const { chat } = context.chat;
  const { t } = context.translator;
  const dialog = useRef<HTMLDialogElement>(null);
  const src = useSignal<string | null>(null);
  useEffect(() => {
    dialog.current?.showModal();
    chat.fileUrl(row.key, file.id, "file").then((url) => {
      src.value = url;
    }, onClose);
  }, []);
  const { name } = file;
  return (
    <dialog
      ref={dialog}
      class="pl-large"
      aria-label={name}
      onClose={onClose}
      onKeyDown={(event) => {
        // Escape closes the picture and not the panel.
        event.stopPropagation();
      }}
    >
      <div>
        <button
          type="button"
          class="pl-ib"
          aria-label={t("file.download", { name })}
          onClick={() => void download(context, row, file)}
        >
          <Icon name="download" />
        </button>
        <button
          type="button"
          class="pl-ib"
          aria-label={t("file.close")}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      {src.value !== null && (
        <img src={src.value} alt={name} onError={() => dialog.current?.close()} />
      )}
    </dialog>
  );
}
