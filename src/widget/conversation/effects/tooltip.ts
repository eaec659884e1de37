import { effect } from "@preact/signals";
import { t } from "../../i18n/translate.ts";

/** Adds the launcher's tooltip: its name, beside it. Returns the undo. */
export function addTooltip(host: HTMLElement): () => void {
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
