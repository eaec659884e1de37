import type { LocalizedText } from "../i18n/localized-text.ts";

/**
 * A field of the pre-chat form. `displayName`, `firstName`, `lastName`, `email` and `phoneNumber`
 * become the guest's own fields of the contract, every other name a custom field.
 * @public
 */
export interface PreChatField {
  readonly name: string;
  readonly type: "text" | "email" | "phone" | "select" | "textarea" | "checkbox" | "hidden";
  /** Default: the catalogue's message for a field of the guest's own, else the name. */
  readonly label?: LocalizedText;
  /**
   * Default true, for a checkbox false: without `required: true` it never keeps a visitor from the
   * chat. Other optional fields are labelled as optional.
   */
  readonly required?: boolean;
  /** For `select`. Of an option in several languages, the first text is sent. */
  readonly options?: readonly LocalizedText[];
  /** The initial value; for `hidden`, the value that is sent. */
  readonly value?: string;
  /** Error message for an empty or invalid value. */
  readonly message?: LocalizedText;
  /**
   * For `text`, `textarea`, `email` and `phone`: a regular expression that the whole value has to
   * match, in place of the rule for `email` or `phone`. It is read with the flag `u`, and sees an
   * address or a number as it is sent. A value of more than 320 characters is wrong.
   */
  readonly pattern?: string;
  /** Error message for a value that does not match. Required with `pattern`, or `message` is. */
  readonly patternMessage?: LocalizedText;
}

/** The pre-chat form. @public */
export interface PreChatOptions {
  readonly fields: readonly PreChatField[];
  /** Asks for consent, with a link to this notice. Default: not asked. */
  readonly privacyUrl?: string;
  /** `We usually reply in about {n} minutes.` Default: left out. */
  readonly replyMinutes?: number;
}
