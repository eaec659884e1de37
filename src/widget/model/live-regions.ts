export type Politeness = "polite" | "assertive";

/**
 * The two ARIA live regions. They are created with the root and are empty at first, because a
 * screen reader must know a region before text is put into it.
 */
export type LiveRegions = Readonly<Record<Politeness, HTMLElement>>;

/** Announces texts to a screen reader, each exactly once, and clears them afterwards. */
export interface Announcer {
  say(text: string, urgency?: Politeness): void;
  destroy(): void;
}

export function createLiveRegions(root: ParentNode & Node): LiveRegions {
  const region = (politeness: Politeness): HTMLElement => {
    const element = document.createElement("div");
    element.className = "pl-vh";
    element.setAttribute("aria-live", politeness);
    root.appendChild(element);
    return element;
  };
  return { polite: region("polite"), assertive: region("assertive") };
}
