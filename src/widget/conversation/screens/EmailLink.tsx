import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { useHost, usePanel } from "../../model/widget-context.ts";

/** A screen's own e-mail link, if the site has an address. The help line then has none. */
export function EmailLink(props: {
  class: string;
  children: ComponentChildren;
}): JSX.Element | null {
  const { email } = useHost().options;
  const { emailLinkCount } = usePanel();
  useLayoutEffect(() => {
    emailLinkCount.value += 1;
    return () => {
      emailLinkCount.value -= 1;
    };
  }, []);
  return email === null ? null : (
    <a class={props.class} href={`mailto:${email}`}>
      {props.children}
    </a>
  );
}
