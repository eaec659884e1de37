import type { JSX } from "preact";

/** The icons that only the desk has, on a 20 × 20 grid. */
const paths = {
  bolt: "M11 3L4.8 11.4h4.6L8.8 17l6.4-8.4h-4.6z",
  door: "M5.8 16.4V8.2a4.2 4.2 0 0 1 8.4 0v8.2M3.4 16.4h13.2M11.6 11h.01",
  phone:
    "M6.2 3.2l1.9 3.9-1.7 1.4a9.5 9.5 0 0 0 5.1 5.1l1.4-1.7 3.9 1.9-.5 2.3a1.2 1.2 0 0 1-1.3.9A13.4 13.4 0 0 1 3 5a1.2 1.2 0 0 1 .9-1.3z",
  choices:
    "M5.6 3.6h8.8a2.6 2.6 0 0 1 0 5.2H5.6a2.6 2.6 0 0 1 0-5.2zM5.6 11.2h3.8a2.6 2.6 0 0 1 0 5.2H5.6a2.6 2.6 0 0 1 0-5.2z",
  clip: "M15.5 9.6l-5.6 5.6a3.4 3.4 0 0 1-4.8-4.8l6-6a2.3 2.3 0 0 1 3.2 3.2l-6 6a1.1 1.1 0 0 1-1.6-1.6l5.2-5.2",
  close: "M5.5 5.5l9 9M14.5 5.5l-9 9",
  file: "M6.6 3h4.9L15 6.6V15a2 2 0 0 1-2 2H6.6a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM11.3 3v3.8H15",
  image:
    "M5 3.6h10a2 2 0 0 1 2 2v8.8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5.6a2 2 0 0 1 2-2zM3.4 14l4-4.4 3.4 3.6 2.2-2.2 3.6 3.6",
  pen: "M4 16l.8-3.4L13.4 4l2.6 2.6-8.6 8.6zM11.6 5.8l2.6 2.6",
} as const;

export const DeskIcon = ({
  name,
  size,
}: {
  name: keyof typeof paths;
  size?: 14 | 16;
}): JSX.Element => (
  <svg
    class={size === undefined ? "pl-i" : `pl-i pl-i--${size}`}
    viewBox="0 0 20 20"
    aria-hidden="true"
    focusable="false"
  >
    <path d={paths[name]} />
  </svg>
);
