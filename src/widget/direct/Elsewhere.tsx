import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useChat, usePanel, useTranslator } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";

/** These would write, send or attach. Tab and Escape go on to work. */
const ACTS = ["click", "beforeinput", "paste", "drop", "keydown", "change"] as const;
/** These would attach files anywhere in the panel. */
const FILE_ACTS = ["dragover", "drop", "paste"] as const;

function refuse(event: Event): void {
  if (event instanceof KeyboardEvent && event.key !== "Enter") return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/**
 * Switches the composer off. Its elements are drawn by the shell, which knows nothing of this. They
 * can have focus all the same: a disabled element would lose it to the page.
 * @returns the undo
 */
function lock(field: HTMLTextAreaElement | null, words: string): () => void {
  const composer = field?.closest(".pl-composer");
  if (field == null || composer == null) return () => undefined;
  const controls = [...composer.querySelectorAll("textarea, button")].map((control) => ({
    control,
    before: control.getAttribute("aria-disabled"),
  }));
  const { placeholder, readOnly } = field;
  for (const { control } of controls) control.setAttribute("aria-disabled", "true");
  for (const act of ACTS) composer.addEventListener(act, refuse, true);
  Object.assign(field, { placeholder: words, readOnly: true });
  return () => {
    Object.assign(field, { placeholder, readOnly });
    for (const act of ACTS) composer.removeEventListener(act, refuse, true);
    for (const { control, before } of controls)
      if (before === null) control.removeAttribute("aria-disabled");
      else control.setAttribute("aria-disabled", before);
  };
}

/** The chat is open in another window: a banner, and a field that is off until it is used here. */
export function Elsewhere(): JSX.Element {
  const { t } = useTranslator();
  const { chat } = useChat();
  const { announce, dialog, field } = usePanel();
  const isWanted = useRef(false);
  // Before the banner is painted: nothing is attached in the frame between.
  useLayoutEffect(() => {
    const say = (): void => announce(t("elsewhere.banner"));
    say();
    const unlock = lock(field.current, t("elsewhere.field"));
    const panel = dialog.current;
    const refuseFiles = (event: Event): void => {
      refuse(event);
      if (event.type !== "dragover") say();
    };
    for (const act of FILE_ACTS) panel?.addEventListener(act, refuseFiles, true);
    return () => {
      unlock();
      for (const act of FILE_ACTS) panel?.removeEventListener(act, refuseFiles, true);
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
