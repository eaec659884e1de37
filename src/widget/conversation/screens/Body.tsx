import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface BodyProps {
  /** The accessible name of the body while it can be scrolled and is therefore focusable. */
  readonly name: string;
  readonly children?: ComponentChildren;
}

/** The part of a screen that scrolls if needed. Only then is it a tab stop. */
export function Body({ name, children }: BodyProps): JSX.Element {
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = body.current;
    if (element === null) return;
    const measure = (): void => {
      const scrolls = element.scrollHeight > element.clientHeight;
      if (scrolls) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return (
    <div class="pl-body" ref={body} role="group" aria-label={name}>
      {children}
    </div>
  );
}
