import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { errorNumbers, type ParlorErrorCode } from "../../transport/index.ts";
import { useTranslator } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";

/** An error code such as `PL-202 · 1f3a9c02`, to be read out or copied. */
export function ErrorCode({
  code: name,
  contextId,
}: {
  code: ParlorErrorCode;
  contextId: string | null;
}): JSX.Element {
  const { t } = useTranslator();
  const isCopied = useSignal(false);
  const code = `PL-${errorNumbers[name]}`;
  const text =
    contextId === null
      ? code
      : t("code.text", { code, id: Array.from(contextId).slice(0, 8).join("") });
  return (
    <div class="pl-ref">
      {text}
      <button
        type="button"
        class="pl-ib"
        aria-label={t(isCopied.value ? "code.copied" : "code.copy")}
        onClick={() => {
          void navigator.clipboard?.writeText(text).then(
            () => (isCopied.value = true),
            // The browser forbids it; the code can still be read out.
            () => undefined,
          );
        }}
      >
        <Icon name={isCopied.value ? "check" : "copy"} size={16} />
      </button>
    </div>
  );
}
