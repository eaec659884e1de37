import { effect } from "@preact/signals";
import type { Translator } from "../../i18n/translator.ts";

/** Adds the launcher's tooltip: its name, beside it. Returns the undo. */
export function addTooltip(host: HTMLElement, { t }: Translator): () => void {
  const tooltip = document.createElement("b");
  host.shadowRoot?.querySelector("[part=launcher]")?.append(tooltip);
  const undo = effect(() => {
    tooltip.textContent = t("launcher.open");
  });
  return () => {
    undo();
    tooltip.remove();
  };
}
