import type { GreetingOptions } from "../options/options.ts";
import { createLauncher, DEFERRED_START_MS, markClosed } from "./launcher.ts";
import { placeHost, removeCopies } from "./place-host.ts";
import type { Intent } from "../model/widget.ts";
import type { EmbedModule } from "../shell/attach.ts";
import { readStored, waitForGreeting } from "./greeting-trigger.ts";

/**
 * Address of the widget's bundle relative to this file: `parlor/0.2.0/widget-<hash>.js`, or in the
 * same folder where a version is pinned. Injected by the build.
 */
// oxlint-disable-next-line no-underscore-dangle -- put in by the build; no page can mean it
declare const __PARLOR_CHUNK__: string;
/** Its integrity hash: a file modified in transit does not run. Injected by the build. */
// oxlint-disable-next-line no-underscore-dangle -- put in by the build; no page can mean it
declare const __PARLOR_INTEGRITY__: string;

/** In English: the catalogues did not load either. */
const FAILED = "The chat did not load.";

type Call = readonly [
  args: unknown[],
  resolve: (value: unknown) => void,
  reject: (reason: unknown) => void,
];
interface Api {
  (...args: unknown[]): Promise<unknown>;
  q?: Call[];
}

declare global {
  interface Document {
    /** Chromium's, true until the page is shown. */
    readonly prerendering?: boolean;
  }
}

const page: Window & { Parlor?: Api } = window;
const warn = (words: string): void => {
  // oxlint-disable-next-line no-console -- the one place where a site owner looks
  console.warn(`Parlor: ${words}`);
};

/**
 * The tag that loaded this file. A module has no `currentScript`, but its tag has the same address.
 * Without a tag, all options come from the JSON block.
 */
const script =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[src*="parlor.js"]') ??
  document.createElement("script");

/** Reads the options from the page: the JSON block, overridden by the tag's own `data-*`. */
function readOptions(): Record<string, unknown> {
  const block = document.querySelector("[data-parlor-config]");
  const options: Record<string, unknown> = {};
  try {
    if (block?.textContent) Object.assign(options, JSON.parse(block.textContent));
  } catch {
    warn("bad JSON block.");
  }
  // The widget assembles the routing from its attributes; the loader needs none of them.
  return Object.assign(options, script.dataset);
}

function begin(): void {
  const options = readOptions();
  const deployment = String(options["deploymentId"]);
  const ownHost = `[data-parlor=${JSON.stringify(deployment)}]`;
  removeCopies();
  // One widget per deployment, however often the snippet was pasted.
  if (document.querySelector(ownHost)) {
    warn("the snippet is here twice.");
    return;
  }
  const launcher = createLauncher(options);

  const calls: Call[] = page.Parlor?.q ?? [];
  page.Parlor = (...args) =>
    new Promise((resolve, reject) => {
      calls.push([args, resolve, reject]);
      void load("call");
    });

  const note = document.createElement("b");
  note.setAttribute("role", "alert");
  note.lang = "en";
  note.dir = "ltr";
  let module: Promise<EmbedModule> | null = null;
  const load = (intent: Intent): Promise<void> => {
    if (module === null) {
      // The import below takes the file from this preload, which checks its integrity hash.
      const link = document.createElement("link");
      link.rel = "modulepreload";
      link.integrity = __PARLOR_INTEGRITY__;
      // A page that allows the tag by its nonce allows this file by the same nonce.
      link.nonce = script.nonce;
      link.href = new URL(__PARLOR_CHUNK__, script.src || `${options["api"] as string}/`).href;
      document.head.append(link);
      module = import(/* @vite-ignore */ link.href) as Promise<EmbedModule>;
    }
    return module.then(
      (loaded) => {
        // From now on the widget itself listens for clicks.
        document.removeEventListener("click", first, true);
        note.remove();
        loaded.take(launcher, options, calls, intent);
      },
      () => {
        module = null;
        warn(FAILED);
        if (intent === "open") {
          note.textContent = FAILED;
          launcher.root.append(note);
        }
        addEventListener("online", () => void load(intent), { once: true });
      },
    );
  };

  const { button, ownButton } = launcher;
  const first = (event: Event): void => {
    // The path has the elements in the page's open shadow roots, too.
    const isOurs = event
      .composedPath()
      .some((node) => (node as Element).matches?.(ownButton ?? ownHost));
    if (isOurs) {
      event.preventDefault();
      void load("open");
    }
  };
  // The widget is rendered, hidden, by the time of the click. Until then no request goes to the API
  // and nothing is stored.
  for (const hint of ["pointerenter", "focus"])
    button.addEventListener(hint, () => void load("prepare"));
  // Capturing, because a menu of the page may stop the clicks in it.
  document.addEventListener("click", first, true);
  const greeting = (options["greeting"] ?? options["teaser"]) as GreetingOptions | undefined;
  if (greeting) waitForGreeting(greeting, deployment, button, () => void load("greet"));

  const place = (): void => placeHost(launcher);
  // The host comes after all of the page's content, if that has not begun.
  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place);

  // Resumes a running chat in the background, and answers calls queued before this file arrived.
  // Deferred, because the first storage access is the slowest step of the loader.
  setTimeout(() => {
    const key = `parlor:session:${deployment}`;
    if (
      calls[0] ||
      readStored("localStorage", key) ||
      readStored("sessionStorage", key) ||
      // The panel was open on the page before.
      readStored("sessionStorage", `parlor:open:${deployment}`)
    )
      void load("resume");
    // Without own buttons, the selector is `null`, which matches no element.
    document.querySelectorAll(`${ownButton}`).forEach(markClosed);
  }, DEFERRED_START_MS);
}

// A prerendered page may never be shown.
if (document.prerendering) document.addEventListener("prerenderingchange", begin);
else begin();
