export type Politeness = "polite" | "assertive";

/** Where a screen reader listens. Made with the root and empty at first, so that it is known before anything is said in it. */
export type LiveRegions = Readonly<Record<Politeness, HTMLElement>>;

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
