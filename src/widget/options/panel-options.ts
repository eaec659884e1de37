import type { OptionRow } from "./option-row.ts";
import {
  isText,
  isFunction,
  matches,
  has,
  text,
  object,
  onOrOff,
  isSelector,
  isPattern,
} from "./rules.ts";

/** The options of launcher and panel. */
export const panelOptions = {
  launcher: {
    type: "text",
    default: "default",
    attribute: "launcher",
    validate: [isSelector, "default, hidden or a CSS selector"],
    doc: "`default`, `hidden`, or a CSS selector of the page's own buttons, which then open and close the panel",
  },
  icon: {
    type: "text",
    default: null,
    attribute: "icon",
    validate: text,
    doc: "address of an image that replaces the launcher's icon",
    unset: "the built-in icon",
  },
  position: {
    type: "text",
    default: "end",
    attribute: "position",
    validate: [matches(/^(start|end)$/), "start or end"],
    doc: "`start` or `end`: the corner, in the direction of the page's writing",
  },
  reopen: {
    type: "text",
    default: "auto",
    attribute: "reopen",
    validate: [matches(/^(auto|always|never)$/), "auto, always or never"],
    doc: "`auto`, `always` or `never`: whether a panel that was open is open on the next page, without taking focus; `auto`: with a fine pointer (no touch screen)",
  },
  locale: {
    type: "text",
    default: null,
    attribute: "locale",
    validate: [matches(/^[a-z]{2,3}([-_]\w+)*$/i), "a language tag"],
    doc: "BCP 47 tag",
    unset:
      "what the visitor chose, else the page's `lang` (followed when it changes), else the browser's language",
  },
  messages: {
    type: "object",
    default: {},
    attribute: null,
    validate: object,
    doc: "the page's own messages by the keys of the catalogue (`src/widget/i18n/en*.ts`), plurals by the forms of `Intl.PluralRules`",
    unset: "none",
  },
  idleMinutes: {
    type: "number",
    default: 15,
    attribute: "idleMinutes",
    validate: [(value) => /^\d+(\.\d+)?$/.test(String(value)), "a number of minutes"],
    doc: "the server's limit of quiet; two minutes before, the guest is asked, beside the launcher too; 0 never asks",
  },
  sound: {
    type: "boolean",
    default: true,
    attribute: "sound",
    validate: onOrOff,
    doc: "true or false: a soft sound for messages that nobody sees; the visitor can switch it",
  },
  notifications: {
    type: "boolean",
    default: false,
    attribute: "notifications",
    validate: onOrOff,
    doc: "true or false: the menu offers the browser's notifications for a hidden page",
  },
  announcements: {
    type: "text",
    default: "full",
    attribute: "announcements",
    validate: [matches(/^(full|sender|off)$/), "full, sender or off"],
    doc: "`full`, `sender` or `off`: how much of a message is announced to a screen reader",
  },
  enterSends: {
    type: "boolean",
    default: true,
    attribute: "enterSends",
    validate: onOrOff,
    doc: "true or false; on a touch screen Enter is a new line always",
  },
  typeAnywhere: {
    type: "boolean",
    default: true,
    attribute: "typeAnywhere",
    validate: onOrOff,
    doc: "true or false: a letter typed in the transcript goes to the field",
  },
  backCloses: {
    type: "boolean",
    default: false,
    attribute: "backCloses",
    validate: onOrOff,
    doc: "true or false: on a phone whose browser does not tell of its back gesture (Safari, Firefox), the panel adds an entry to the history, so that back closes it; see [Back on a phone](#back-on-a-phone)",
  },
  sensitiveData: {
    type: "text",
    default: null,
    attribute: "sensitiveData",
    validate: [
      (value) =>
        value === "cards" ||
        has(
          ({ cards = true, patterns = [] }) =>
            typeof cards === "boolean" && Array.isArray(patterns) && patterns.every(isPattern),
        )(value),
      "cards, or { cards?: true or false, patterns?: a list of regular expressions without an endless repeat in another }",
    ],
    doc: "`cards`, or `{ cards?, patterns? }`: asks before a text with a payment card number, or one that matches a regular expression of the site's own, is sent; the visitor decides",
    unset: "sends without asking",
  },
  events: {
    type: "object",
    default: null,
    attribute: null,
    validate: [
      has(
        ({ includeContent = false, dataLayer = false }) =>
          typeof includeContent === "boolean" &&
          (typeof dataLayer === "boolean" || isText(dataLayer)),
      ),
      "{ includeContent?: true or false, dataLayer?: true, false or an array's name }",
    ],
    doc: "`{ includeContent?, dataLayer? }`: whether events include texts and names; pushes events to `window.dataLayer`, or to the array of that name",
    unset: "neither",
  },
  theme: {
    type: "text",
    default: "auto",
    attribute: "theme",
    validate: [matches(/^(light|dark|auto)$/), "light, dark or auto"],
    doc: "`light`, `dark` or `auto`: the `color-scheme` of the page if that is one of the two, else the brightness of the first opaque background behind the widget, else light",
  },
  accent: {
    type: "text",
    default: null,
    attribute: "accent",
    validate: [(value) => isText(value) && CSS.supports("color", value), "an opaque CSS colour"],
    doc: "any opaque CSS colour",
    unset: "the design's green",
  },
  headingLevel: {
    type: "number",
    default: 2,
    attribute: "headingLevel",
    validate: [(value) => /^[1-6]$/.test(String(value)), "a whole number from 1 to 6"],
    doc: "1 to 6",
  },
  log: {
    type: "function",
    default: null,
    attribute: null,
    validate: [has(({ warn }) => isFunction(warn)), "{ warn: a function }"],
    doc: "`{ warn(message) }`, receives notes for developers; never a secret, never a text of a conversation",
    unset: "nobody",
  },
  email: {
    type: "text",
    default: null,
    attribute: "email",
    validate: [matches(/^\S+@\S+$/), "an e-mail address"],
    doc: "e-mail address, offered on error screens and when closed",
    unset: "the one of `help`, else none",
  },
} satisfies Readonly<Record<string, OptionRow>>;
