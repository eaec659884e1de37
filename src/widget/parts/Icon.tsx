import type { JSX } from "preact";
import type { talkIcons } from "./talk-icons.ts";

/** Paths on a 20 × 20 grid. A path that starts with `.` is a filled dot: `.cx,cy,r`. */
const frameIcons = {
  send: ["M10 16V4.5M5 9.5l5-5 5 5"],
  more: [".4.5,10,1.5", ".10,10,1.5", ".15.5,10,1.5"],
  down: ["M5 8l5 5 5-5"],
} as const;

export type IconName = keyof typeof frameIcons | keyof typeof talkIcons;

export type Icons = { readonly [name in IconName]?: readonly string[] };

/** The icons of all chunks that have loaded. */
let icons: Icons = frameIcons;

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
