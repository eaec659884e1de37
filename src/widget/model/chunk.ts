import type { JSX } from "preact";
import type { Catalogue } from "../i18n/en.ts";
import type { Icons } from "../parts/Icon.tsx";

export type Component<Props = unknown> = (props: Props) => JSX.Element | null;

/** The styles, messages and icons that a chunk's components need. */
export interface Chunk {
  readonly css?: string;
  readonly words?: Catalogue;
  readonly icons?: Icons;
}
