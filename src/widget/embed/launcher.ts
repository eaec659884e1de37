import { bestLanguage, launcherNames, type Language } from "../i18n/languages.ts";
import { adoptCss } from "../theme/adopt-css.ts";
import css from "./launcher.css?inline";

/** What the launcher says and shows. */
export interface LauncherFace {
  readonly isOpen: boolean;
  readonly unread: number;
  /** Its accessible name, whole. */
  readonly name: string;
  readonly tip: string;
  readonly language: string;
}

/** The door at the corner of somebody's page: a host element, its shadow root, one button. No framework. */
export interface Launcher {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly button: HTMLButtonElement;
  /** Selector of the page's own buttons, which open and close the window; then there is no door. Null without them. */
  readonly ownButton: string | null;
  /** Of these languages, the one that there are words for. */
  readonly bestLanguage: (wanted: readonly unknown[]) => Language;
  show(face: LauncherFace): void;
}

/** The few options that count before anything else is loaded; they are checked later, with the rest. */
export interface LauncherOptions {
  readonly deploymentId?: unknown;
  readonly accent?: unknown;
  readonly icon?: unknown;
  readonly launcher?: unknown;
  readonly position?: unknown;
  readonly locale?: unknown;
  readonly messages?: unknown;
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

function picture(address: string): HTMLElement {
  const image = document.createElement("img");
  image.src = address;
  image.alt = "";
  image.className = "o";
  return image;
}

/** Draws the launcher, in the language of the options, the page or the browser; it is not on the page yet. */
export function createLauncher(options: LauncherOptions): Launcher {
  const { deploymentId, accent, icon, launcher: kind = "door", position } = options;
  const host = document.createElement("div");

  host.dataset["parlor"] = deploymentId as string;
  if (position === "start") host.dataset["parlorPosition"] = position;
  if (accent) host.style.setProperty("--parlor-accent", accent as string);
  const root = host.attachShadow({ mode: "open" });
  adoptCss(root, css);

  const button = document.createElement("button");
  // By attributes: the first use of each property would cost as much as a dozen of these.
  if (kind !== "door") button.setAttribute("hidden", "");
  button.setAttribute("part", "launcher");
  button.setAttribute("aria-haspopup", "dialog");
  const badge = document.createElement("i");
  const tip = document.createElement("b");
  badge.setAttribute("part", "badge");
  button.append(
    icon ? picture(icon as string) : draw("o", [DOOR, "f"], [DOOR, ""], ["M15 12h.01", "d"]),
    badge,
    tip,
  );
  root.append(button);

  const show = (face: LauncherFace): void => {
    const { isOpen, unread } = face;
    button.setAttribute("lang", face.language);
    button.setAttribute("aria-expanded", String(isOpen));
    button.setAttribute("aria-label", face.name);
    if (isOpen) {
      button.setAttribute("aria-controls", "pl-window");
      // The way to close it is drawn when it is needed first.
      if (!button.querySelector(".c")) badge.before(draw("c", ["M6 9.5l6 6 6-6", ""]));
    } else button.removeAttribute("aria-controls");
    tip.textContent = face.tip;
    badge.textContent = isOpen || !unread ? "" : unread > 9 ? "9+" : `${unread}`;
    button.setAttribute("class", unread ? "l lit" : "l");
  };
  const language = bestLanguage([
    options.locale,
    document.documentElement.lang,
    navigator.language,
  ]);
  const own = (options.messages as Record<string, string> | undefined)?.["launcher.open"];
  const name = own ?? launcherNames[language];
  show({ isOpen: false, unread: 0, name, tip: name, language });
  const ownButton = kind === "door" || kind === "hidden" ? null : (kind as string);
  return { host, root, button, ownButton, bestLanguage, show };
}
