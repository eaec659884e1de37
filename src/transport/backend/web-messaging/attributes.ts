import { cleanText } from "../../clean-text.ts";
import type { GuestProfile } from "../../options.ts";

/* The facts that the page knows of the guest, as custom attributes of the next message. */

export type Attributes = Readonly<Record<string, string>>;

const encoder = new TextEncoder();
export const bytesOf = (text: string): number => encoder.encode(text).length;

/** The number of bytes by which the service limits attributes. */
export const sizeOf = (attributes: Attributes): number =>
  Object.entries(attributes).reduce((sum, [key, value]) => sum + bytesOf(key + value), 0);

/** The attributes for a guest: texts only, none of them empty. */
export function attributesOf({ customFields, ...profile }: GuestProfile): Attributes {
  const all = Object.entries({ ...profile, ...customFields });
  const texts = all.flatMap(([key, value]) =>
    value === undefined || value === "" ? [] : [[cleanText(key), cleanText(value)] as const],
  );
  return Object.fromEntries(texts);
}

/**
 * The attributes of a conversation that goes on.
 * @param start - those that it has begun with: the visitor's answers win over what the page knew
 * @param before - what the page knew then
 * @param now - what it knows now: only what has changed since wins over the answers
 */
export function latestOf(start: Attributes, before: Attributes, now: Attributes): Attributes {
  const changed = Object.entries(now).filter(([key, value]) => before[key] !== value);
  return { ...now, ...start, ...Object.fromEntries(changed) };
}

/** Attributes that are sent once, and again when they have changed. */
export interface PendingAttributes {
  /** Those to be sent with the next message; undefined without any. */
  next(max: number): Attributes | undefined;
  acknowledge(sent: Attributes | undefined): void;
}

/** @param current - read with each message @param tooLarge - called with the size when it is */
export function createPendingAttributes(
  current: () => Attributes,
  tooLarge: (bytes: number) => void,
): PendingAttributes {
  let acknowledged = JSON.stringify({});
  return {
    next(max) {
      const attributes = current();
      if (JSON.stringify(attributes) === acknowledged) return undefined;
      const bytes = sizeOf(attributes);
      if (bytes <= max) return attributes;
      tooLarge(bytes);
      acknowledged = JSON.stringify(attributes);
      return undefined;
    },
    acknowledge(sent) {
      if (sent !== undefined) acknowledged = JSON.stringify(sent);
    },
  };
}
