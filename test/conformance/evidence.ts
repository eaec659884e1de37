/** A test: its file, and the title or a part of it that is written there. */
export type Evidence = readonly [file: string, title: string];

const gallery = "e2e/gallery.e2e.ts";
const walk = "test/a11y/widget.a11y.ts";

/** The tests that show conformance, by a short name for the table of criteria. */
export const evidence = {
  axe: [gallery, "axe finds nothing in any state: light, dark, forced colours"],
  axeDesk: ["e2e/accessibility.e2e.ts", "axe finds nothing at the desk"],
  engines: [walk, "no engine finds a fault in any state"],
  enginesDesk: ["test/a11y/desk.a11y.ts", "no engine finds a fault in any state of the desk"],
  words: [gallery, "every word of every state is in the catalogue"],
  tabOrder: [gallery, "Tab visits the header, the log, what is in it, the field, and the page"],
  references: [gallery, "every reference of one element to another leads somewhere"],
  targets: [gallery, "targets are 24 px or more, in every state"],
  zoom: [gallery, "400 % zoom and 320 x 256 px: nothing scrolls sideways"],
  spacing: [gallery, "with the largest text and the spacing of SC 1.4.12 nothing is lost"],
  smallWindows: [
    "e2e/small-windows.e2e.ts",
    "every control can be brought into view and is on top",
  ],
  focusKept: ["e2e/focus-after-acts.e2e.ts", "does not leave focus on the page's body"],
  smallDesk: [
    "e2e/desk-small-windows.e2e.ts",
    "every control of the desk can be brought into view",
  ],
  focusDesk: [
    "server/desk/ui/focus-after-acts.browser.test.tsx",
    "a press of any control leaves focus on an element",
  ],
  formOnce: [
    "src/widget/pre-chat/PreChatForm.browser.test.tsx",
    "data of the site is sent along, and the guest's answers override it",
  ],
  focusStill: ["e2e/focus.e2e.ts", "nothing that other people do moves focus"],
  headings: ["e2e/roles-and-names.e2e.ts", "headings follow headingLevel"],
  tooltip: ["e2e/roles-and-names.e2e.ts", "Escape hides the launcher's tooltip"],
  keyboard: ["e2e/locales-and-devices.e2e.ts", "by keyboard alone: opened, written, read, rated"],
  links: [
    "src/widget/conversation/log/MessageBody.browser.test.tsx",
    "each link of a message and its wide code is reached by key",
  ],
  linksDesk: [
    "server/desk/ui/DeskLog.browser.test.tsx",
    "each message, each of its links and its wide code are reached by key",
  ],
  shortcuts: ["e2e/keys.e2e.ts", "a shortcut of the page works while a button of the chat"],
  shortcutsDesk: ["e2e/desk.e2e.ts", "no key with Alt, Ctrl or Shift ends"],
  idle: ["e2e/panel.e2e.ts", "before quiet ends the chat the visitor is asked"],
  moreTime: ["e2e/journey.e2e.ts", "a visitor keeps an invitation open for longer"],
  wrapUp: ["e2e/desk.e2e.ts", "a wrap-up chooses nothing, never saves by itself"],
  sound: ["src/widget/attention/sound.browser.test.ts", "the visitor's choice is stored"],
  colors: ["src/widget/theme/theme.browser.test.ts", "a thousand brand colours"],
  badge: ["src/widget/shell/follow-launcher.browser.test.ts", "more than nine read 9+"],
  names: ["src/widget/shell/follow-launcher.browser.test.ts", "no two buttons have the same name"],
  language: ["e2e/panel.e2e.ts", "the panel speaks the page's language"],
  chosenLanguage: ["e2e/panel.e2e.ts", "the language is the visitor's choice"],
  formErrors: [
    "src/widget/pre-chat/PreChatForm.browser.test.tsx",
    "each field says what it wants, and the first has focus",
  ],
  formSummary: [
    "src/widget/pre-chat/PreChatForm.browser.test.tsx",
    "from three problems on, a summary leads to each field",
  ],
  emptySend: [
    "src/widget/shell/Composer.browser.test.tsx",
    "nothing but space is not sent, and the field says what it wants",
  ],
  endAsks: ["e2e/journey.e2e.ts", "a visitor ends the chat after being asked"],
  endAsksDesk: ["e2e/desk.e2e.ts", "ending a chat asks: the safe answer has focus"],
  spoken: [
    "src/widget/conversation/effects/announce-conversation.test.ts",
    "the spoken texts equal the golden file",
  ],
  spokenDesk: ["server/desk/model/announcer.test.ts", "the same text twice is two lines"],
  inline: ["e2e/inline.e2e.ts", "Tab goes through it and on; Escape leaves it where it is"],
} as const satisfies Readonly<Record<string, Evidence>>;

export type EvidenceName = keyof typeof evidence;
