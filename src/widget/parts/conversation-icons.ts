import type { Icons } from "./Icon.tsx";

/** The icons that the conversation chunk draws. */
export const conversationIcons = {
  smile: [
    "M3 10a7 7 0 1 1 14 0a7 7 0 1 1-14 0M7 12a3.8 3.8 0 0 0 6 0",
    ".7.6,8.3,1",
    ".12.4,8.3,1",
  ],
  check: ["M4.5 10.5l3.7 3.7 7.3-8.2"],
  clock: ["M3 10a7 7 0 1 1 14 0a7 7 0 1 1-14 0M10 6.2v4l2.7 1.6"],
  wait: ["M3.5 10a6.5 6.5 0 1 1 13 0a6.5 6.5 0 1 1-13 0"],
  alert: ["M3 10a7 7 0 1 1 14 0a7 7 0 1 1-14 0M10 6.4v4.2", ".10,13.3,1"],
  spin: ["M10 3.2a6.8 6.8 0 1 1-6.8 6.8"],
  bell: ["M3.6 13.4a6.4 6.4 0 0 1 12.8 0zM2.8 16.3h14.4M10 7V4.8M8.4 4.6h3.2"],
  transfer: ["M3.8 7h11.6M12.4 4l3 3-3 3M16.2 13H4.6M7.6 10l-3 3 3 3"],
  wifioff: [
    "M3.4 3.4l13.2 13.2M4 9a9 9 0 0 1 2.6-1.8M16 9a8.9 8.9 0 0 0-5.6-2.4M7 12.2a4.6 4.6 0 0 1 2.4-1.2",
    ".10,15,1.1",
  ],
} satisfies Icons;
