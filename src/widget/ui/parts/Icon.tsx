import type { JSX } from "preact";

/** Strokes on a grid of 20. A path that starts with `.` is a filled dot: `.cx,cy,r`. */
const icons = {
  send: ["M10 16V4.5M5 9.5l5-5 5 5"],
  more: [".4.5,10,1.5", ".10,10,1.5", ".15.5,10,1.5"],
  down: ["M5 8l5 5 5-5"],
  back: ["M12 5l-5 5 5 5"],
  check: ["M4.5 10.5l3.7 3.7 7.3-8.2"],
  clock: ["M3 10a7 7 0 1 1 14 0a7 7 0 1 1-14 0M10 6.2v4l2.7 1.6"],
  wait: ["M3.5 10a6.5 6.5 0 1 1 13 0a6.5 6.5 0 1 1-13 0"],
  alert: ["M3 10a7 7 0 1 1 14 0a7 7 0 1 1-14 0M10 6.4v4.2", ".10,13.3,1"],
  retry: ["M15.9 11.4a6 6 0 1 1-1.3-5.2L16.4 8M16.5 4.2V8h-3.8"],
  spin: ["M10 3.2a6.8 6.8 0 1 1-6.8 6.8"],
  screen: [
    "M4.8 3.6h10.4a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H4.8a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2zM7 16.8h6M10 11V6.6M8 8.4l2-2 2 2",
  ],
  text: ["M2.6 15.2l4-10.4 4 10.4M4 11.6h5.2M11.8 15.2l2.8-7 2.8 7M12.8 12.8h3.6"],
  exit: ["M11.6 16.6H4.4V8.4a3.9 3.9 0 0 1 7.2-2M9 11.4h8M14.3 8.6l2.8 2.8-2.8 2.8"],
  arrdown: ["M10 4.5v11M5.2 10.8l4.8 4.8 4.8-4.8"],
  copy: [
    "M9.2 7.2h5.3a2 2 0 0 1 2 2v5.3a2 2 0 0 1-2 2H9.2a2 2 0 0 1-2-2V9.2a2 2 0 0 1 2-2zM4.9 12.8a1.7 1.7 0 0 1-1.4-1.7V5.2a1.7 1.7 0 0 1 1.7-1.7h5.9c.7 0 1.4.5 1.6 1.2",
  ],
  bell: ["M3.6 13.4a6.4 6.4 0 0 1 12.8 0zM2.8 16.3h14.4M10 7V4.8M8.4 4.6h3.2"],
  transfer: ["M3.8 7h11.6M12.4 4l3 3-3 3M16.2 13H4.6M7.6 10l-3 3 3 3"],
  wifioff: [
    "M3.4 3.4l13.2 13.2M4 9a9 9 0 0 1 2.6-1.8M16 9a8.9 8.9 0 0 0-5.6-2.4M7 12.2a4.6 4.6 0 0 1 2.4-1.2",
    ".10,15,1.1",
  ],
  mail: [
    "M4.8 4.4h10.4a2 2 0 0 1 2 2v7.2a2 2 0 0 1-2 2H4.8a2 2 0 0 1-2-2V6.4a2 2 0 0 1 2-2zM3.4 6l6.6 5 6.6-5",
  ],
} as const;

export type IconName = keyof typeof icons;

/** A picture beside words, never instead of them: hidden from assistive technology. */
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
      {icons[name].map((path) => {
        if (!path.startsWith(".")) return <path key={path} d={path} />;
        const [cx, cy, r] = path.slice(1).split(",");
        return <circle key={path} cx={cx} cy={cy} r={r} fill="currentColor" stroke="none" />;
      })}
    </svg>
  );
}
