/** Says what is new to a screen reader: one polite and one assertive region, made with the root, each text cleared again. */
export interface Announcer {
  say(text: string, urgency?: "polite" | "assertive"): void;
  destroy(): void;
}

const CLEAR_MS = 1_000;
/** Texts are spoken one after another, never over each other. */
const NEXT_MS = 150;

export function createAnnouncer(root: ParentNode & Node): Announcer {
  const region = (politeness: "polite" | "assertive"): HTMLElement => {
    const element = document.createElement("div");
    element.className = "pl-vh";
    element.setAttribute("aria-live", politeness);
    element.setAttribute("aria-atomic", "false");
    root.appendChild(element);
    return element;
  };
  const regions = { polite: region("polite"), assertive: region("assertive") };
  const queue: { text: string; urgency: "polite" | "assertive" }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let clearing: ReturnType<typeof setTimeout> | undefined;

  const next = (): void => {
    const entry = queue.shift();
    timer = undefined;
    if (entry === undefined) return;
    const line = document.createElement("p");
    line.textContent = entry.text;
    regions[entry.urgency].appendChild(line);
    clearTimeout(clearing);
    clearing = setTimeout(() => {
      regions.polite.textContent = "";
      regions.assertive.textContent = "";
    }, CLEAR_MS);
    timer = setTimeout(next, NEXT_MS);
  };
  return {
    say(text, urgency = "polite") {
      if (urgency === "assertive") queue.unshift({ text, urgency });
      else queue.push({ text, urgency });
      timer ??= setTimeout(next, NEXT_MS);
    },
    destroy() {
      clearTimeout(timer);
      clearTimeout(clearing);
      regions.polite.remove();
      regions.assertive.remove();
    },
  };
}
