import type { JSX } from "preact";
import type { Message } from "../../transport/index.ts";
import { filesOf } from "../model/message-presentation.ts";
import { useTranslator, type WidgetContext } from "../model/widget-context.ts";
import { FileCard } from "./FileCard.tsx";
import { fileTools } from "./file-tools.ts";
import { Picture } from "./Picture.tsx";

/** The files of a message: a grid of pictures, then cards. */
export function RowFiles({ row }: { row: Message }): JSX.Element | null {
  const files = filesOf(row);
  if (files.length === 0) return null;
  const { isPicture } = fileTools();
  const isShown = ({ isGone, mediaType }: (typeof files)[number]): boolean =>
    !isGone && isPicture(mediaType);
  const pictures = files.filter(isShown);
  const { kind } = row.delivery;
  const look = kind === "failed" ? " is-bad" : kind === "sent" ? "" : " is-pending";
  return (
    <div class={`pl-files${look}`}>
      {pictures.length > 0 && (
        <div class={pictures.length > 1 ? "pl-pics" : ""}>
          {pictures.map((file) => (
            <Picture key={file.id} row={row} file={file} />
          ))}
        </div>
      )}
      {files
        .filter((file) => !isShown(file))
        .map((file) => (
          <FileCard key={file.id} row={row} file={file} />
        ))}
    </div>
  );
}

/** The short sentence about the files of a message that has no text. */
export function FilesPreview({ row, name }: { row: Message; name: string }): JSX.Element | null {
  const { t } = useTranslator();
  const files = filesOf(row);
  const [first] = files;
  if (first === undefined) return null;
  return (
    <>
      {files.length > 1
        ? t("file.files", { name, n: files.length })
        : t("file.news", { file: first.name })}
    </>
  );
}

/** The sentence about the files of a message; one with a text begins with it. */
export function sentFiles(
  { translator: { t } }: WidgetContext,
  row: Message,
  name: string,
): string {
  const files = filesOf(row);
  const [first] = files;
  const what =
    files.length > 1 || first === undefined
      ? t("file.files", { name, n: files.length })
      : t(fileTools().isPicture(first.mediaType) ? "file.picture" : "file.file", {
          name,
          file: first.name,
        });
  return row.body === "" ? what : `${t("say.message", { name, text: row.body })} ${what}`;
}
