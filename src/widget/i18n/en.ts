/** Words by their keys; an entry with plural forms has one text for each form of `Intl.PluralRules`. @public */
export type Catalogue = Readonly<
  Record<string, string | { readonly [form in Intl.LDMLPluralRule]?: string }>
>;

/**
 * Every word that a person reads, in whole sentences with named gaps; a plural is told by the forms of `Intl.PluralRules`. Here those
 * that an open chat needs at once; the rest of the catalogue comes with its chunks: `en-talk.ts`, `en-later.ts`.
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
