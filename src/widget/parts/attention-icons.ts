import type { Icons } from "./Icon.tsx";

/**
 * The icons that only the attention chunk draws. The pre-chat chunk, which is loaded without this
 * one, has the same cross.
 */
export const attentionIcons = {
  close: ["M5.5 5.5l9 9M14.5 5.5l-9 9"],
} satisfies Icons;
