import { effect } from "@preact/signals";
import type { Translator } from "../../i18n/translator.ts";

/** Adds the launcher's tooltip: its name, beside it, until Escape hides it. Returns the undo. */
export function addTooltip(host: HTMLElement, { t }: Translator): () => void {
  const tooltip = document.createElement("b");
  const launcher = host.shadowRoot?.querySelector("[part=launcher]");
  launcher?.append(tooltip);
  const lifetime = new AbortController();
  const options = { capture: true, signal: lifetime.signal };
  // The pointer may be on the launcher while focus is anywhere.
  const hide = ({ key }: KeyboardEvent): void => {
    if (key === "Escape") tooltip.hidden = true;
  };
  const show = (): void => {
    tooltip.hidden = false;
  };
  document.addEventListener("keydown", hide, options);
  for (const type of ["pointerenter", "blur"]) launcher?.addEventListener(type, show, options);
  const undo = effect(() => {
    tooltip.textContent = t("launcher.open");
  });
  return () => {
    undo();
    lifetime.abort();
    tooltip.remove();
  };
}
