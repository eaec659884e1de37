import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useChat, usePanel, useTranslator } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";

/**
 * Switches the composer off. Its elements are drawn by the shell, which knows nothing of this.
 * @returns the undo
 */
function lock(field: HTMLTextAreaElement | null, words: string): () => void {
  const all = field?.closest(".pl-composer")?.querySelectorAll("textarea, button") ?? [];
  const controls = [...all].filter(
    (one): one is HTMLTextAreaElement | HTMLButtonElement => "disabled" in one,
  );
  const placeholder = field?.placeholder ?? "";
  const change = (isOff: boolean): void => {
    for (const control of controls) control.disabled = isOff;
    if (field !== null) field.placeholder = isOff ? words : placeholder;
  };
  change(true);
  return () => change(false);
}

/** The chat is open in another window: a banner, and a field that is off until it is used here. */
export function Elsewhere(): JSX.Element {
  const { t } = useTranslator();
  const { chat } = useChat();
  const { announce, field } = usePanel();
  const isWanted = useRef(false);
  useEffect(() => {
    announce(t("elsewhere.banner"));
    const unlock = lock(field.current, t("elsewhere.field"));
    return () => {
      unlock();
      if (!isWanted.current) return;
      field.current?.focus();
      announce(t("elsewhere.here"));
    };
  }, []);
  return (
    <div class="pl-banner pl-banner--ok">
      <Icon name="windows" />
      <p>{t("elsewhere.banner")}</p>
      <button
        type="button"
        class="pl-link"
        onClick={() => {
          isWanted.current = true;
          chat.reconnectNow();
        }}
      >
        {t("elsewhere.use")}
      </button>
    </div>
  );
}
