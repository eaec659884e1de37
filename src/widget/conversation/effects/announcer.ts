import { effect, type ReadonlySignal } from "@preact/signals";
import { withoutMarks } from "../../i18n/dates.ts";
import type { Announcer, LiveRegions, Politeness } from "../../model/live-regions.ts";

const CLEAR_MS = 1_000;
/** Delay before each text: without it, a screen reader would cut the previous one off. */
const NEXT_MS = 150;

/**
 * @param visit - a new value means that the visitor has logged out: queued texts meant for the
 * previous visitor are dropped at once
 * @param language - the language of the texts
 */
export function createAnnouncer(
  regions: LiveRegions,
  visit: ReadonlySignal<unknown>,
  language: ReadonlySignal<string>,
): Announcer {
  const queue: { text: string; urgency: Politeness }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let clearing: ReturnType<typeof setTimeout> | undefined;

  const clear = (): void => {
    regions.polite.textContent = "";
    regions.assertive.textContent = "";
  };
  const next = (): void => {
    const entry = queue.shift();
    timer = undefined;
    if (entry === undefined) return;
    const line = document.createElement("p");
    line.lang = language.peek();
    line.textContent = withoutMarks(entry.text);
    regions[entry.urgency].appendChild(line);
    clearTimeout(clearing);
    clearing = setTimeout(clear, CLEAR_MS);
    timer = setTimeout(next, NEXT_MS);
  };
  const undo = effect(() => {
    void visit.value;
    queue.length = 0;
    clear();
  });
  return {
    say(text, urgency = "polite") {
      if (urgency === "assertive") queue.unshift({ text, urgency });
      else queue.push({ text, urgency });
      timer ??= setTimeout(next, NEXT_MS);
    },
    destroy() {
      undo();
      clearTimeout(timer);
      clearTimeout(clearing);
    },
  };
}
