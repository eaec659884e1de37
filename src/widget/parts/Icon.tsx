import type { JSX } from "preact";

/** The names of all icons; each is drawn by one table of paths, which comes with its chunk. */
export type IconName =
  | "alert"
  | "arrdown"
  | "back"
  | "bell"
  | "check"
  | "clip"
  | "clock"
  | "close"
  | "copy"
  | "down"
  | "download"
  | "exit"
  | "file"
  | "ext"
  | "globe"
  | "image"
  | "mail"
  | "more"
  | "next"
  | "phone"
  | "print"
  | "retry"
  | "screen"
  | "send"
  | "smile"
  | "sound"
  | "spin"
  | "text"
  | "transfer"
  | "wait"
  | "wifioff"
  | "windows";

/** Paths on a 20 × 20 grid. A path that starts with `.` is a filled dot: `.cx,cy,r`. */
export type Icons = { readonly [name in IconName]?: readonly string[] };

export const shellIcons = {
  send: ["M10 16V4.5M5 9.5l5-5 5 5"],
  more: [".4.5,10,1.5", ".10,10,1.5", ".15.5,10,1.5"],
  down: ["M5 8l5 5 5-5"],
} satisfies Icons;

/** The icons of all chunks that have loaded. */
let icons: Icons = shellIcons;

/** Adds the icons of a chunk that has just loaded. */
export function addIcons(more: Icons): void {
  icons = { ...icons, ...more };
}

/** An icon beside text, never instead of it: hidden from assistive technology. */
export function Icon({
  name,
  size,
  class: extra,
}: {
  name: IconName;
  size?: 14 | 16;
  class?: string;
}): JSX.Element {
  return (
    <svg
      class={`pl-i${size === undefined ? "" : ` pl-i--${size}`}${extra === undefined ? "" : ` ${extra}`}`}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      {icons[name]?.map((path) => {
        if (!path.startsWith(".")) return <path key={path} d={path} />;
        const [cx, cy, r] = path.slice(1).split(",");
        return <circle key={path} cx={cx} cy={cy} r={r} fill="currentColor" stroke="none" />;
      })}
    </svg>
  );
}
