import { effect } from "@preact/signals";
import type { Translator } from "../i18n/translator.ts";
import type { Launcher } from "../model/launcher.ts";
import type { Panel } from "../model/panel.ts";

/** Shows the panel's state on the launcher, and opens the panel with it. Returns the undo. */
export function followLauncher(
  launcher: Launcher,
  panel: Panel,
  { language, t }: Translator,
): () => void {
  const { isOpen, hasWords, unreadCount, greets, minimise, open } = panel;
  const { button, ownButton } = launcher;
  const toggle = (): void => (isOpen.value ? minimise() : open(true));
  const onClick = (event: Event): void => {
    if (ownButton !== null && (event.target as Element).closest?.(ownButton)) toggle();
  };
  button.addEventListener("click", toggle);
  document.addEventListener("click", onClick);
  const undo = effect(() => {
    // Until the language has come, the launcher has the name that the loader gave it.
    if (!hasWords.value) return;
    const ownName = t("launcher.open");
    // A greeting counts as one unread message.
    const unread = unreadCount.value || Number(greets.value);
    launcher.show({
      isOpen: isOpen.value,
      unread,
      language: language.value,
      name: isOpen.value
        ? t("launcher.close")
        : unread === 0
          ? ownName
          : t("launcher.unread", { open: ownName, n: unread }),
    });
  });
  return () => {
    button.removeEventListener("click", toggle);
    document.removeEventListener("click", onClick);
    undo();
  };
}
