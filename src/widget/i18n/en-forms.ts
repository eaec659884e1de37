import type { Catalogue } from "./en.ts";

/** The form before the chat. */
export const enForms = {
  "hall.morning": "Good morning.",
  "hall.afternoon": "Good afternoon.",
  "hall.evening": "Good evening.",
  "hall.help": "How can we help?",
  "hall.reply": {
    one: "We usually reply in about {n} minute.",
    other: "We usually reply in about {n} minutes.",
  },
  "form.displayName": "Name",
  "form.email": "Email",
  "form.optional": "Optional",
  "form.choose": "Choose a topic",
  "form.start": "Start chat",
  "form.consent": "You may use what I write here to answer my question.",
  "form.privacy": "Privacy notice",
  "form.newTab": "(opens in a new tab)",
  "form.error.displayName": "Enter your name",
  "form.error.email": "Enter your email address",
  "form.error.emailForm": "Enter a full email address, like name@example.com",
  "form.error.consent": "Tick the box so that we may answer you",
  "form.error.missing": "Fill this in: {label}",
} as const satisfies Catalogue;
