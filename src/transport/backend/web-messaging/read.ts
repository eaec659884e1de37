import type { MemberId, MessageId } from "../../conversation/message.ts";

/* Reads values of unknown JSON. A value of another type is read as an empty one. */

export type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;
export const object = (value: unknown): Json => (isObject(value) ? value : {});
export const text = (value: unknown): string => (typeof value === "string" ? value : "");
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A number, or a text that is one; NaN for everything else. */
export const number = (value: unknown): number =>
  typeof value === "number" || (typeof value === "string" && value.trim() !== "")
    ? Number(value)
    : Number.NaN;

/** A number above 0; null for everything else. */
export function positive(value: unknown): number | null {
  const read = number(value);
  return read > 0 && Number.isFinite(read) ? read : null;
}

/** A switch that is on; some maps of the service hold texts only. */
export const isOn = (value: unknown): boolean => value === true || value === "true";

/** Milliseconds since 1970 of a time as the service writes it; NaN without one. */
export const time = (value: unknown): number => Date.parse(text(value));

/** The first text that is not empty. */
export const firstText = (...values: readonly unknown[]): string =>
  values.map(text).find((one) => one !== "") ?? "";

/** A name without the marks that turn the writing direction of the sentence that it is put into. */
export const name = (value: unknown): string =>
  text(value)
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .trim();

/** An address that a picture may be loaded from, without a password; null for every other one. */
export const pictureAddress = (value: unknown): string | null =>
  /^https:\/\/[^\s\\/?#@]+([/?#]\S*)?$/.test(text(value)) ? text(value) : null;

export const isMessageId = (value: string): value is MessageId => value !== "";
export const isMemberId = (value: string): value is MemberId => value !== "";

/** @throws TypeError for an empty text, which no caller has */
export function messageId(value: string): MessageId {
  if (!isMessageId(value)) throw new TypeError("A message without an id");
  return value;
}
/** @throws TypeError for an empty text, which no caller has */
export function memberId(value: string): MemberId {
  if (!isMemberId(value)) throw new TypeError("A member without an id");
  return value;
}
