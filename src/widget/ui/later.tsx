import { signal } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import type * as Parts from "./later-parts.tsx";

type PartName = Exclude<keyof typeof Parts, "adoptLaterStyles" | "speakConversation">;
type PropsOf<Name extends PartName> =
  Parameters<(typeof Parts)[Name]> extends [infer Props] ? Props : unknown;

const parts = signal<typeof Parts | null>(null);
let loading: Promise<typeof Parts> | null = null;

/**
 * Fetches what an empty, open chat does not need yet: menu, dialogs, banners, cards, rooms. Called as soon as the window is there, so
 * that it has arrived before the network may go away.
 */
export function loadLater(): Promise<typeof Parts> {
  loading ??= import("./later-parts.tsx").then(
    (module) => (parts.value = module),
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** Draws a part once it is there. */
export function Later<Name extends PartName>({
  part,
  ...props
}: { part: Name } & PropsOf<Name>): JSX.Element | null {
  const module = parts.value;
  if (module === null) return null;
  const Part = module[part] as unknown as ComponentType<typeof props>;
  return <Part {...props} />;
}
