import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { FileContent, Message } from "../../transport/index.ts";
import { fileSize } from "../i18n/file-size.ts";
import { useWidget } from "../model/widget-context.ts";
import { fileIcon, fileKind } from "../parts/file-kind.ts";
import { FileName } from "../parts/FileName.tsx";
import { Icon } from "../parts/Icon.tsx";
import { download } from "./download.ts";

/** A file of a message that is not shown itself: name, type, size, and the way to save it. */
export function FileCard({ row, file }: { row: Message; file: FileContent }): JSX.Element {
  const context = useWidget();
  const { t, formatLocale } = context.translator;
  const isGone = useSignal(file.isGone);
  const { name, mediaType, size } = file;
  const facts = [fileKind(name), size === null ? "" : fileSize(size, formatLocale())];
  return (
    <div class="pl-file">
      <span class="pl-file__ic">
        <Icon name={row.delivery.kind === "failed" ? "alert" : fileIcon(mediaType)} />
      </span>
      <span class="pl-file__text">
        <FileName name={name} />
        <span>{isGone.value ? t("file.gone") : facts.filter(Boolean).join(" · ")}</span>
      </span>
      {!isGone.value && (
        <button
          type="button"
          class="pl-ib"
          tabIndex={-1}
          aria-label={t("file.download", { name })}
          onClick={() => {
            void download(context, row, file).then((isThere) => {
              isGone.value = !isThere;
            });
          }}
        >
          <Icon name="download" />
        </button>
      )}
    </div>
  );
}
