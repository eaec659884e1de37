import type { TeaserOptions } from "../options.ts";
import { createLauncher, DEFERRED_START_MS } from "./launcher.ts";
import type { Intent } from "../widget.ts";
import type { EmbedModule } from "./embed.ts";
import { waitForGreeting } from "./greeting-trigger.ts";

/** Where the window lies, seen from this file: `parlor/0.1.0/widget-<hash>.js`, or beside it where a version is pinned. Put in by the build. */
// oxlint-disable-next-line no-underscore-dangle -- put in by the build; no page can mean it
declare const __PARLOR_CHUNK__: string;
/** Its hash: a file that was changed on its way does not run. Put in by the build. */
// oxlint-disable-next-line no-underscore-dangle -- put in by the build; no page can mean it
declare const __PARLOR_INTEGRITY__: string;

type Call = readonly [
  args: unknown[],
  resolve: (value: unknown) => void,
  reject: (reason: unknown) => void,
];
interface Api {
  (...args: unknown[]): Promise<unknown>;
  q?: Call[];
}

const page = window as unknown as { Parlor?: Api };
const warn = (words: string): void => {
  // oxlint-disable-next-line no-console -- the one place where a site owner looks
  console.warn(`Parlor: ${words}`);
};

/** The tag that loaded this file; a module is told of none, but its address is the same. Without one the JSON block says it all. */
const script =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[src*="parlor.js"]') ??
  document.createElement("script");

/** Options as they stand on the page: the JSON block, and over it the tag's own `data-*`. */
function readOptions(): Record<string, unknown> {
  const block = document.querySelector("script[data-parlor-config]");
  let options: Record<string, unknown> = {};
  try {
    if (block?.textContent) options = JSON.parse(block.textContent) as Record<string, unknown>;
  } catch {
    warn("bad JSON block.");
  }
  // Attributes for the routing are sorted out by the window; none of them counts before.
  return { ...options, ...(script.dataset as Record<string, string>) };
}

function begin(): void {
  const options = readOptions();
  const deployment = String(options["deploymentId"]);
  // One window for one deployment, however often the snippet was pasted.
  if (document.querySelector(`[data-parlor=${JSON.stringify(deployment)}]`)) {
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

  let module: Promise<EmbedModule> | null = null;
  const load = (intent: Intent): Promise<void> => {
    if (module === null) {
      // The import below takes the file from here, so that it is held against its hash.
      const link = document.createElement("link");
      link.rel = "modulepreload";
      link.integrity = __PARLOR_INTEGRITY__;
      // What a page allows by the tag's nonce, it allows here.
      link.nonce = script.nonce;
      link.href = new URL(__PARLOR_CHUNK__, script.src || String(options["api"])).href;
      document.head.append(link);
      module = import(/* @vite-ignore */ link.href) as Promise<EmbedModule>;
    }
    return module.then(
      (loaded) => {
        // From here on the window listens itself.
        document.removeEventListener("click", first);
        loaded.take(launcher, options, calls, intent);
      },
      () => {
        module = null;
        warn("the chat did not load.");
      },
    );
  };

  const { button, ownButton, host } = launcher;
  const first = (event: Event): void => {
    const target = event.target as Element;
    if (target === host || (ownButton !== null && target.closest(ownButton))) {
      event.preventDefault();
      void load("open");
    }
  };
  // The window is drawn and hidden when the click comes. Nothing is asked of the server, and nothing kept, before that.
  for (const hint of ["pointerenter", "focus"])
    button.addEventListener(hint, () => void load("prepare"));
  document.addEventListener("click", first);
  const teaser = options["teaser"] as TeaserOptions | undefined;
  if (teaser !== undefined) waitForGreeting(teaser, deployment, () => void load("greet"));

  // In the end beside the body: its styles do not reach us there, and frameworks put another one in its place. Only one that draws the
  // whole document wants nothing there until it has.
  const show = (): void =>
    (document.readyState === "complete" ? document.documentElement : document.body)?.append(host);
  show();
  document.addEventListener("readystatechange", () =>
    setTimeout(() => document.activeElement === host || show(), DEFERRED_START_MS),
  );

  // A chat that was running goes on, quietly; and calls that were made before the file arrived want an answer. Only now, because the
  // first look into storage is the slowest of all that is done here.
  setTimeout(() => {
    try {
      const isStored = (storage: Storage): unknown =>
        storage.getItem(`parlor:session:${deployment}`);
      if (calls.length > 0 || [localStorage, sessionStorage].some(isStored)) void load("resume");
    } catch {
      // Storage is forbidden here: there is nothing to resume.
    }
  }, DEFERRED_START_MS);
}

begin();
