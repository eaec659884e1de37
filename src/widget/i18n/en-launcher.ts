import type { Catalogue } from "./en.ts";

/** The few words that the launcher has before anything else is loaded. */
export const enLauncher = {
  "launcher.open": "Chat with us",
  "launcher.close": "Minimise chat",
  "launcher.unread": { one: "{open}, {n} unread message", other: "{open}, {n} unread messages" },
} as const satisfies Catalogue;
