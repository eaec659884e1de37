import type { Catalogue } from "./en.ts";

/** Messages of a conversation straight with a service. */
export const enDirect = {
  "elsewhere.banner": "This chat is open in another window.",
  "elsewhere.use": "Use it here",
  "elsewhere.field": "Open in another window",
  "elsewhere.here": "You’re using the chat here",
  "forget.item": "Leave and forget…",
  "forget.title": "Leave and forget this chat?",
  "forget.text":
    "The chat ends, and this browser forgets it: your name, your messages and your files. {company} keeps its own copy.",
  "forget.textAlone":
    "The chat ends, and this browser forgets it: your name, your messages and your files. The other side keeps its own copy.",
  "forget.keep": "Keep chatting",
  "forget.confirm": "Leave and forget",
  "forget.done": "This browser has forgotten the chat",
} as const satisfies Catalogue;
