/*
 * The texts that a server can store. Many stores end a text at U+0000 and change a lone half of a
 * surrogate pair, so such text would be acknowledged in one form and stored in another.
 */

/** A refusal names no more fields than this, and no field with a longer name. */
const MAX_NAMED_FIELDS = 100;
const MAX_FIELD_NAME = 200;

/**
 * A message as it is stored, sent and acknowledged: U+0000 is dropped, a lone half of a surrogate
 * pair becomes U+FFFD.
 */
export const messageText = (text: string): string =>
  // With `u` a whole pair is one character, and only a lone half is in Cs.
  text.replace(/\0/g, "").replace(/\p{Cs}/gu, "\ufffd");

/** Whether a store returns this text unchanged: no U+0000, no lone half of a surrogate pair. */
export const isKeepable = (text: string): boolean => !/[\0\p{Cs}]/u.test(text);

/** The first units of a text, without half of a surrogate pair at the end. */
export function cutText(text: string, most: number): string {
  const cut = text.slice(0, most);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

interface Place {
  readonly parent: Place | null;
  readonly name: string;
  readonly value: unknown;
}

function fieldOf(place: Place): string {
  const names: string[] = [];
  for (let at: Place | null = place; at !== null && at.parent !== null; at = at.parent)
    names.push(at.name);
  return cutText(messageText(names.reverse().join(".")), MAX_FIELD_NAME) || "body";
}

/**
 * The fields of a JSON value, by path (`memberInfo.customFields.tier`, `tags.0`), whose text or own
 * name cannot be stored. Walks without recursion, so no depth of nesting overflows the stack. At
 * most 100 fields.
 */
export function unkeepableFields(value: unknown): string[] {
  const wrong = new Set<string>();
  const open: Place[] = [{ parent: null, name: "", value }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (wrong.size === MAX_NAMED_FIELDS) break;
    const isOwnText = typeof place.value !== "string" || isKeepable(place.value);
    if (!isOwnText || !isKeepable(place.name)) wrong.add(fieldOf(place));
    if (typeof place.value !== "object" || place.value === null) continue;
    const inside = Object.entries(place.value);
    for (let index = inside.length - 1; index >= 0; index--) {
      const [name, inner] = inside[index] ?? ["", null];
      open.push({ parent: place, name, value: inner });
    }
  }
  return [...wrong];
}
