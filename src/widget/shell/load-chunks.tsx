import { signal, type ReadonlySignal } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import type { Catalogue } from "../i18n/en.ts";
import { addWords } from "../i18n/translate.ts";
import { addIcons, type Icons } from "../parts/Icon.tsx";

/** A chunk of the widget: components, and the styles, messages and icons that they need. */
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

/**
 * Components of a chunk that is loaded on demand. Until it has loaded, rendering one of them
 * renders nothing and starts the load.
 */
interface LazyParts<Module extends PartsModule> {
  <Name extends ComponentName<Module>>(
    props: { part: Name } & PropsOf<Module[Name]>,
  ): JSX.Element | null;
  /** Null until the chunk has loaded. */
  readonly module: ReadonlySignal<Module | null>;
  /** Loads the chunk once; a failed load is tried again when the browser is back online. */
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

/** Message rows, queue card, banners and screens: loaded as soon as the panel is rendered. */
export const fetchTalk = () => import("../conversation/chunk.tsx");
export const Talk = lazyParts(fetchTalk);
export type TalkParts = NonNullable<(typeof Talk)["module"]["value"]>;
/** The pre-chat form and its screens: loaded when a site asks for them. */
export const Before = lazyParts(() => import("../pre-chat/chunk.tsx"));
/**
 * Menu, dialogs, cards and the ended screen: loaded with the visitor's first action in the panel,
 * or when one of them has to be rendered.
 */
export const Later = lazyParts(() => import("../secondary/chunk.tsx"));
