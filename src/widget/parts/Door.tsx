import type { ComponentChildren, JSX } from "preact";

/** The illustration of a screen. Decorative only. */
export function Door(props: { isGlowing?: boolean; children: ComponentChildren }): JSX.Element {
  return (
    <svg
      class={`pl-screen__art${props.isGlowing ? " pl-glow" : ""}`}
      viewBox="0 0 104 104"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {props.children}
    </svg>
  );
}
