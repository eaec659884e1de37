import { bestLanguage, launcherNames } from "../i18n/languages.ts";
import type { Launcher } from "../model/launcher.ts";
import { adoptCss } from "../theme/adopt-css.ts";
import css from "./launcher.css?inline";

/** The few options needed before anything else is loaded; they are checked later, with the rest. */
export interface LauncherOptions {
  readonly deploymentId?: unknown;
  readonly accent?: unknown;
  readonly icon?: unknown;
  readonly launcher?: unknown;
  readonly position?: unknown;
  readonly locale?: unknown;
  readonly messages?: unknown;
}

/**
 * Delay in ms of work that nothing waits for, so that it does not compete with the page's start.
 */
export const DEFERRED_START_MS = 200;

/** Says on a button that it opens a dialog, which is closed. */
export function markClosed(button: Element): void {
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-expanded", "false");
}

/**
 * Creates the launcher in the language of the options, the page or the browser, without adding it
 * to the page.
 */
export function createLauncher(options: LauncherOptions): Launcher {
  const { deploymentId, accent, icon, launcher: kind = "default", position } = options;
  // The value of 0.1.0 is accepted until 1.0.
  const isDefault = kind === "default" || kind === "door";
  const host = document.createElement("section");

  host.setAttribute("data-parlor", deploymentId as string);
  // Its own styles show it. A copy in a page that a router keeps has none, and stays hidden.
  host.setAttribute("hidden", "");
  if (position === "start") host.setAttribute("data-parlor-position", position);
  if (accent) host.style.setProperty("--parlor-accent", accent as string);
  const root = host.attachShadow({ mode: "open" });
  adoptCss(root, css, []);

  const button = document.createElement("button");
  // Attributes, because the first use of each property would cost as much as a dozen of them.
  if (!isDefault) button.setAttribute("hidden", "");
  button.setAttribute("part", "launcher");
  markClosed(button);
  // The style sheet draws the icon: a page's first SVG costs as much as everything else here.
  const symbol = document.createElement(icon ? "img" : "u");
  button.append(Object.assign(symbol, icon && { src: icon, alt: "" }));
  root.append(button);

  // The browser's language is read only if the page's does not match: its first use is slow, too.
  const language =
    bestLanguage([options.locale, document.documentElement.lang]) ??
    bestLanguage([navigator.language]) ??
    "en";
  const own = (options.messages as Record<string, string> | undefined)?.["launcher.open"];
  button.setAttribute("lang", language);
  button.setAttribute("aria-label", own ?? launcherNames[language]);
  button.setAttribute("class", "l");
  const ownButton = isDefault || kind === "hidden" ? null : (kind as string);
  return { host, root, button, ownButton, bestLanguage };
}
