import type { Icons } from "./Icon.tsx";

/** The icons that only the pre-chat chunk draws. */
export const preChatIcons = {
  close: ["M5.5 5.5l9 9M14.5 5.5l-9 9"],
} satisfies Icons;
