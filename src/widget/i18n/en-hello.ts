import type { Catalogue } from "./en.ts";

/** Messages of the panel before a conversation: the welcome, and what begins a conversation. */
export const enHello = {
  "preChat.morning": "Good morning.",
  "preChat.afternoon": "Good afternoon.",
  "preChat.evening": "Good evening.",
  "preChat.help": "How can we help?",
  "hello.begin": "A chat begins when you write.",
  "hello.beginChoices": "A chat begins when you choose or write.",
  "hello.choices": "Choices",
  "hello.count": { one: "{n} choice.", other: "{n} choices." },
} as const satisfies Catalogue;
