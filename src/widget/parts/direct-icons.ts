import type { Icons } from "./Icon.tsx";

/** The icons that the chunk of direct conversations draws. */
export const directIcons = {
  windows: [
    "M5.2 7h7.6a2 2 0 0 1 2 2v5.2a2 2 0 0 1-2 2H5.2a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2zM3.2 10h11.6M6.4 7V5.8a2 2 0 0 1 2-2h6.4a2 2 0 0 1 2 2v4.8a2 2 0 0 1-2 2",
  ],
} satisfies Icons;
