import type { Icons } from "./Icon.tsx";

/** The icons that only formatted text draws. */
export const formattedTextIcons = {
  ext: [
    "M8 5H5.5A1.5 1.5 0 0 0 4 6.5v8A1.5 1.5 0 0 0 5.5 16h8a1.5 1.5 0 0 0 1.5-1.5V12M11.6 4H16v4.4M16 4l-6.6 6.6",
  ],
} satisfies Icons;
