import { signal, type ReadonlySignal } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import type { Catalogue } from "../i18n/en.ts";
import { addWords } from "../i18n/translate.ts";
import { addIcons, type Icons } from "./parts/Icon.tsx";

/** A chunk of the window: components, and the styles, words and pictures that they need. */
interface PartsModule {
  readonly css: string;
  readonly words: Catalogue;
  readonly icons?: Icons;
}

type PropsOf<Part> = Part extends (...args: infer Args) => unknown
  ? Args extends [infer Props]
    ? Props
    : unknown
  : never;

type ComponentName<Module> = {
  [Name in keyof Module]: Module[Name] extends (...args: never[]) => JSX.Element | null
    ? Name
    : never;
}[keyof Module];

/** Parts that are fetched on their own. Drawing one that is not there yet draws nothing, and fetches the chunk. */
interface LazyParts<Module extends PartsModule> {
  <Name extends ComponentName<Module>>(
    props: { part: Name } & PropsOf<Module[Name]>,
  ): JSX.Element | null;
  /** Null until it has arrived. */
  readonly module: ReadonlySignal<Module | null>;
  /** Fetches it, once; without a network, again when that is back. */
  load(): void;
}

function lazyParts<Module extends PartsModule>(
  fetchModule: () => Promise<Module>,
): LazyParts<Module> {
  const module = signal<Module | null>(null);
  let isLoading = false;
  const load = (): void => {
    if (isLoading) return;
    isLoading = true;
    fetchModule().then(
      (arrived) => {
        addWords(arrived.words);
        addIcons(arrived.icons ?? {});
        module.value = arrived;
      },
      () => {
        isLoading = false;
        addEventListener("online", load, { once: true });
      },
    );
  };
  const Lazy = ({ part, ...props }: { part: keyof Module }): JSX.Element | null => {
    const Part = module.value?.[part] as ComponentType | undefined;
    if (Part !== undefined) return <Part {...props} />;
    load();
    return null;
  };
  return Object.assign(Lazy, { module, load }) as unknown as LazyParts<Module>;
}

/** Rows, the place in line, banners, and the rooms before a chat: fetched as soon as the window is there. */
export const fetchTalk = () => import("./talk-parts.tsx");
export const Talk = lazyParts(fetchTalk);
export type TalkParts = NonNullable<(typeof Talk)["module"]["value"]>;
/** The form before the chat: fetched when a site asks for one. */
export const Before = lazyParts(() => import("./before-parts.tsx"));
/** Menu, dialogs, cards, the end: fetched with the visitor's first act in the window, or when one has to be drawn. */
export const Later = lazyParts(() => import("./later-parts.tsx"));
