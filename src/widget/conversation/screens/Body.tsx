import type { ComponentChildren, JSX } from "preact";
import { useScrollStop } from "../use-scroll-stop.ts";

interface BodyProps {
  /** The accessible name of the body while it can be scrolled and is therefore focusable. */
  readonly name: string;
  readonly children?: ComponentChildren;
}

/** The part of a screen that scrolls if needed. Only then is it a tab stop. */
export function Body({ name, children }: BodyProps): JSX.Element {
  const body = useScrollStop<HTMLDivElement>();
  return (
    <div class="pl-body" ref={body} role="group" aria-label={name}>
      {children}
    </div>
  );
}
