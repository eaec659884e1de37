import type { ParlorErrorCode } from "../../transport/index.ts";
import { fileSize } from "../i18n/file-size.ts";
import type { WidgetContext } from "../model/widget-context.ts";

/**
 * Says why a file cannot be sent.
 * @param canRetry - this page has the bytes of the file
 */
export function failureWords(
  { chat, translator }: WidgetContext,
  name: string,
  code: ParlorErrorCode,
  canRetry = true,
): string {
  const { t, formatLocale } = translator;
  const { maxBytes = 0, maxPerMessage = 0 } = chat.signals.fileLimits.value ?? {};
  switch (code) {
    case "file-too-large":
      return t("files.large", { name, size: fileSize(maxBytes, formatLocale()) });
    case "file-type-refused":
      return t("files.type", { name });
    case "file-empty":
      return t("files.empty", { name });
    case "file-refused":
      return t("files.refused", { name });
    case "too-many-files":
      return chat.signals.uploads.value.length >= maxPerMessage
        ? t("files.many", { n: maxPerMessage })
        : t("files.full", { name });
    default:
      return t(canRetry ? "files.failed" : "files.again", { name });
  }
}

/** The failures that another attempt with the same file may not have. */
export const isWorthRetry = (code: ParlorErrorCode): boolean =>
  !["file-too-large", "file-type-refused", "file-empty", "file-refused", "too-many-files"].includes(
    code,
  );
