import type { Icons } from "./Icon.tsx";

/** The icons of content; the secondary chunk, which may not be loaded, has the same. */
export const richIcons = {
  back: ["M12 5l-5 5 5 5"],
  next: ["M8 5l5 5-5 5"],
} satisfies Icons;
