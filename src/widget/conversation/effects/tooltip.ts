import { effect } from "@preact/signals";
import type { Translator } from "../../i18n/translator.ts";

/** Adds the launcher's tooltip: its name, beside it, until Escape hides it. Returns the undo. */
export function addTooltip(host: HTMLElement, { t }: Translator): () => void {
  const tooltip = document.createElement("b");
  const launcher = host.shadowRoot?.querySelector("[part=launcher]");
  launcher?.append(tooltip);
  // The pointer may be on the launcher while focus is anywhere.
  const hide = ({ key }: KeyboardEvent): void => {
    if (key === "Escape") tooltip.hidden = true;
  };
  const show = (): void => {
    tooltip.hidden = false;
  };
  const shows = ["pointerenter", "blur"];
  document.addEventListener("keydown", hide, true);
  for (const type of shows) launcher?.addEventListener(type, show, true);
  const undo = effect(() => {
    tooltip.textContent = t("launcher.open");
  });
  return () => {
    undo();
    document.removeEventListener("keydown", hide, true);
    for (const type of shows) launcher?.removeEventListener(type, show, true);
    tooltip.remove();
  };
}
