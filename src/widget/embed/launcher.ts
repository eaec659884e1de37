import { enLauncher as words } from "../i18n/en-launcher.ts";
import css from "./launcher.css?inline";

/** The door at the corner of somebody's page: a host element, its shadow root, one button. No framework. */
export interface Launcher {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly button: HTMLButtonElement;
  setOpen(isOpen: boolean): void;
  setUnread(count: number): void;
}

const SVG = "http://www.w3.org/2000/svg";
const DOOR = "M5.5 21V10.5a6.5 6.5 0 0 1 13 0V15a3 3 0 0 1-3 3H9.2z";

function draw(className: string, ...paths: (readonly [string, string])[]): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", className);
  for (const [d, kind] of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    path.setAttribute("class", kind);
    svg.append(path);
  }
  return svg;
}

/** @param accent - any CSS colour; null keeps the design's green, or what the page's own styles set */
export function createLauncher(accent: string | null): Launcher {
  const host = document.createElement("div");
  host.setAttribute("data-parlor", "");
  if (accent !== null) host.style.setProperty("--parlor-accent", accent);
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement("button");
  button.type = "button";
  button.className = "l";
  button.setAttribute("aria-haspopup", "dialog");
  const badge = document.createElement("i");
  const tip = document.createElement("b");
  badge.setAttribute("aria-hidden", "true");
  tip.setAttribute("aria-hidden", "true");
  tip.textContent = words["launcher.open"];
  button.append(
    draw(
      "o",
      [DOOR, "f"],
      [DOOR, ""],
      ["M13.75 12a1.25 1.25 0 1 1 2.5 0a1.25 1.25 0 1 1-2.5 0", "d"],
    ),
    draw("c", ["M6 9.5l6 6 6-6", ""]),
    badge,
    tip,
  );
  root.append(button);

  let isOpen = false;
  let unread = 0;
  const name = (): void => {
    button.setAttribute("aria-expanded", String(isOpen));
    const open = words["launcher.open"];
    const lit = words["launcher.unread"][unread === 1 ? "one" : "other"]
      .replace("{open}", open)
      .replace("{n}", String(unread));
    const closed = unread === 0 ? open : lit;
    button.setAttribute("aria-label", isOpen ? words["launcher.close"] : closed);
    badge.textContent = unread === 0 || isOpen ? "" : unread > 9 ? "9+" : String(unread);
    button.classList.toggle("lit", unread > 0);
  };
  name();
  return {
    host,
    root,
    button,
    setOpen(next) {
      isOpen = next;
      if (next) button.setAttribute("aria-controls", "pl-window");
      else button.removeAttribute("aria-controls");
      name();
    },
    setUnread(count) {
      unread = count;
      name();
    },
  };
}
