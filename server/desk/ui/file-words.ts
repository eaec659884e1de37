import { fileSize } from "../../../src/widget/i18n/file-size.ts";
import type { FileLimits } from "../api/views.ts";
import { fileKind } from "../model/file-words.ts";
import type { UploadProblem } from "../model/upload-problem.ts";

export const sizeWords = (bytes: number): string => fileSize(bytes, "en");

/** `PDF · 248 kB` */
export const fileFacts = ({
  name,
  size,
}: {
  readonly name: string;
  readonly size: number;
}): string => [fileKind(name), sizeWords(size)].filter((one) => one !== "").join(" · ");

/** Why a file cannot be sent, as a sentence. */
export function problemWords(
  name: string,
  problem: UploadProblem,
  limits: FileLimits | null,
): string {
  switch (problem) {
    case "too-large":
      return limits === null
        ? `${name} is too large.`
        : `${name} is too large. The limit is ${sizeWords(limits.maxBytes)}.`;
    case "type":
      return `${name}: This kind of file can’t be sent here.`;
    case "empty":
      return `${name} is empty.`;
    case "many":
      return `${name}: A message can have ${limits?.maxPerMessage ?? 0} files.`;
    case "full":
      return `${name}: No more files can be sent in this chat.`;
    case "refused":
      return `${name} can’t be sent: the server found it damaged or harmful.`;
    case "busy":
      return `${name} didn’t upload: the server is busy.`;
    case "gone":
      return `${name} wasn’t up yet when this page was loaded again. Choose it again.`;
    case "lost":
      return `${name} didn’t upload.`;
  }
}
