import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { FileContent, Message } from "../../transport/index.ts";
import { useWidget } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";
import { download } from "./download.ts";
import { fileTools } from "./file-tools.ts";

/** The kind of a file as people name it: its extension in capitals. Empty without one. */
const fileKind = (name: string): string => /\.([^.]{1,8})$/.exec(name)?.[1]?.toUpperCase() ?? "";

/** A file of a message that is not shown itself: name, type, size, and the way to save it. */
export function FileCard({ row, file }: { row: Message; file: FileContent }): JSX.Element {
  const context = useWidget();
  const { t, formatLocale } = context.translator;
  const { FileName, fileIcon, fileSize } = fileTools();
  const isGone = useSignal(file.isGone);
  const { name, mediaType, size } = file;
  const kind = fileKind(name);
  const measure = size === null ? "" : fileSize(size, formatLocale());
  return (
    <div class="pl-file" data-file={name}>
      <span class="pl-file__ic">
        <Icon name={row.delivery.kind === "failed" ? "alert" : fileIcon(mediaType)} />
      </span>
      <span class="pl-file__text">
        <FileName name={name} />
        <span>
          {isGone.value ? (
            t("file.gone")
          ) : (
            <>
              {/* Else the digits of the size would join the kind in a right-to-left line. */}
              <bdi>{kind}</bdi>
              {kind !== "" && measure !== "" && " · "}
              {measure}
            </>
          )}
        </span>
      </span>
      {!isGone.value && row.delivery.kind === "sent" && (
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
