import type { Icons } from "./Icon.tsx";

/** The icons that only the chunk for leaving a message draws. */
export const leaveMessageIcons = {
  phone: [
    "M6.8 3.4l1.9 3.7-1.7 1.5a9 9 0 0 0 4.4 4.4l1.5-1.7 3.7 1.9-.5 2.7a1 1 0 0 1-1 .8A11.9 11.9 0 0 1 3.3 4.9a1 1 0 0 1 .8-1z",
  ],
} satisfies Icons;
