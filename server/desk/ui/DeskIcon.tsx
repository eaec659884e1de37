import type { JSX } from "preact";

/** The icons that only the desk has, on a 20 × 20 grid. */
const paths = {
  bolt: "M11 3L4.8 11.4h4.6L8.8 17l6.4-8.4h-4.6z",
  pen: "M4 16l.8-3.4L13.4 4l2.6 2.6-8.6 8.6zM11.6 5.8l2.6 2.6",
} as const;

export const DeskIcon = ({ name, size }: { name: keyof typeof paths; size?: 14 }): JSX.Element => (
  <svg
    class={size === undefined ? "pl-i" : `pl-i pl-i--${size}`}
    viewBox="0 0 20 20"
    aria-hidden="true"
    focusable="false"
  >
    <path d={paths[name]} />
  </svg>
);
