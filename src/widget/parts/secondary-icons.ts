import type { Icons } from "./Icon.tsx";

/** The icons that only the secondary chunk draws. */
export const secondaryIcons = {
  back: ["M12 5l-5 5 5 5"],
  globe: [
    "M3 10a7 7 0 1 1 14 0a7 7 0 1 1-14 0M3 10h14M10 3c2 2 3 4.3 3 7s-1 5-3 7c-2-2-3-4.3-3-7s1-5 3-7z",
  ],
  sound: [
    "M9.4 4.5L6 7.4H3.6v5.2H6l3.4 2.9zM12.4 7.7a3.3 3.3 0 0 1 0 4.6M14.7 5.4a6.5 6.5 0 0 1 0 9.2",
  ],
  next: ["M8 5l5 5-5 5"],
  screen: [
    "M4.8 3.6h10.4a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H4.8a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2zM7 16.8h6M10 11V6.6M8 8.4l2-2 2 2",
  ],
  text: ["M2.6 15.2l4-10.4 4 10.4M4 11.6h5.2M11.8 15.2l2.8-7 2.8 7M12.8 12.8h3.6"],
  exit: ["M11.6 16.6H4.4V8.4a3.9 3.9 0 0 1 7.2-2M9 11.4h8M14.3 8.6l2.8 2.8-2.8 2.8"],
  download: ["M10 3.4v9.2M6 9l4 4 4-4M3.8 16.4h12.4"],
} satisfies Icons;
