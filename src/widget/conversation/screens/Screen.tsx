import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { usePanel } from "../../model/widget-context.ts";
import { Heading } from "./Heading.tsx";

/**
 * A state that fills the panel: artwork, title and text. The title takes focus if the visitor's own
 * action led to the screen.
 */
export function Screen(props: {
  art: JSX.Element;
  title: string;
  text: string;
  takesFocus?: boolean;
  children?: ComponentChildren;
}): JSX.Element {
  const title = useRef<HTMLHeadingElement>(null);
  const panel = usePanel();
  useEffect(() => {
    if (props.takesFocus && panel.isOpen.peek()) panel.takeFocus(title.current);
  }, []);
  return (
    <div class="pl-screen pl-screen--mid">
      {props.art}
      <Heading ref={title} tabIndex={-1}>
        {props.title}
      </Heading>
      <p>{props.text}</p>
      {props.children}
    </div>
  );
}
