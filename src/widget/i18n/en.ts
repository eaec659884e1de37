export type Catalogue = Readonly<
  Record<string, string | { readonly [form in Intl.LDMLPluralRule]?: string }>
>;

/**
 * Every word that a person reads, in whole sentences with named gaps; a plural is told by the forms of `Intl.PluralRules`. Here those
 * that an open chat needs at once; the rest of the catalogue, for the second chunk, is in `en-later.ts`.
 */
export const en = {
  "window.name": "Chat with {company}",
  "header.options": "Chat options",
  "header.minimise": "Minimise chat",
  "header.waiting": "Waiting for {queue}",
  "header.ended": "Chat ended at {time}",
  "log.name": "Conversation",
  "log.you": "You:",
  "log.row": "{name}, {time}: {text}",
  "log.rowOwn": "You, {time}: {text}",
  "log.today": "Today",
  "log.yesterday": "Yesterday",
  "log.new": "New",
  "log.automated": "Automated",
  "log.joined": "{name} joined the chat",
  "log.left": "{name} left the chat",
  "log.transferred": "{from} transferred you to {name}, {queue}",
  "log.jump": "Jump to latest",
  "log.jumpNew": { one: "{n} new message", other: "{n} new messages" },
  "log.newTab": "(opens in a new tab)",
  "log.sending": "Sending…",
  "log.sent": "Sent · {time}",
  "log.queued": "Sends when you’re back online",
  "log.failed": "Not sent.",
  "log.retry": "Retry",
  "log.delete": "Delete",
  "typing.one": "{name} is writing",
  "typing.two": "{a} and {b} are writing",
  agent: "The agent",
  "composer.name": "Message",
  "composer.hint": "Enter sends. Shift and Enter starts a new line.",
  "composer.placeholder": "Write a message…",
  "composer.opening": "Opening the chat…",
  "composer.send": "Send message",
  "composer.empty": "Write a message first",
  "composer.count": "{used} / {limit}",
  "composer.tooLong": "Too long to send",
  ordinal: { one: "{n}st", two: "{n}nd", few: "{n}rd", other: "{n}th" },
  "say.left": { one: "{n} character left", other: "{n} characters left" },
} as const satisfies Catalogue;
