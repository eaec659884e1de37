/**
 * Messages by key; an entry with plural forms has a text for each form of `Intl.PluralRules`.
 * @public
 */
export type Catalogue = Readonly<
  Record<string, string | { readonly [form in Intl.LDMLPluralRule]?: string }>
>;

/**
 * All messages that a person reads, in whole sentences with named parameters; plurals use the forms
 * of `Intl.PluralRules`. This part holds the messages that an open chat needs at once; the rest
 * comes with its chunks: `en-conversation.ts`, `en-secondary.ts`.
 */
export const en = {
  "launcher.open": "Chat with us",
  "launcher.close": "Minimise chat",
  "launcher.unread": { one: "{open}, {n} unread message", other: "{open}, {n} unread messages" },
  "window.name": "Chat with {company}",
  "header.options": "Chat options",
  agent: "The agent",
  "composer.name": "Message",
  "composer.hint": "Enter sends. Shift and Enter starts a new line.",
  "composer.placeholder": "Write a message…",
  "composer.opening": "Opening the chat…",
  "composer.send": "Send message",
} as const satisfies Catalogue;
