import type { Catalogue } from "./en.ts";

/** Messages of the screen on which a visitor leaves a message while nobody can answer. */
export const enLeaveMessage = {
  "leave.away": "Nobody is here right now",
  "leave.back.today": "Back today at {time}",
  "leave.back.tomorrow": "Back tomorrow at {time}",
  "leave.back.day": "Back {day} at {time}",
  "leave.invite": "Leave us a message.",
  "leave.byEmail": "We’ll answer by email.",
  "leave.byEmailWhen": "We’ll answer by email, usually {when}.",
  "leave.byPhone": "We’ll call you.",
  "leave.byPhoneWhen": "We’ll call you, usually {when}.",
  "leave.how": "How can we reach you?",
  "leave.phone": "Phone",
  "leave.send": "Send message",
  "leave.sending": "Sending…",
  "leave.error.phone": "Enter a phone number with its country code, like +33 …",
  "leave.error.message": "Write a message",
  "leave.error.long": "Too long to send. Use at most {n} characters.",
  "leave.failed": "Your message wasn’t sent. It’s still here.",
  "leave.sent": "Your message is with us",
  "leave.answerTo": "Answer to",
  "leave.sentAt": "Sent",
  "leave.sentTime": "{day}, {time}",
  "leave.wrote": "You wrote",
  "leave.another": "Write another message",
} as const satisfies Catalogue;
