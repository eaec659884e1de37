import type { Icons } from "./Icon.tsx";

/** The icons that only the pre-chat chunk draws. */
export const preChatIcons = {
  close: ["M5.5 5.5l9 9M14.5 5.5l-9 9"],
  mail: [
    "M4.8 4.4h10.4a2 2 0 0 1 2 2v7.2a2 2 0 0 1-2 2H4.8a2 2 0 0 1-2-2V6.4a2 2 0 0 1 2-2zM3.4 6l6.6 5 6.6-5",
  ],
} satisfies Icons;
