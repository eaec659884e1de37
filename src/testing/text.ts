import { cleanText } from "../transport/clean-text.ts";
import { Refusal } from "./refusal.ts";

/*
 * Rules for text that the server stores: a message is repaired; anything else that cannot be stored
 * unchanged is refused.
 */

/** The maximum length of an idempotency key, in UTF-16 code units. */
const MAX_KEY = 200;

const isKeepable = (text: string): boolean => cleanText(text) === text;

/**
 * Returns the paths of all fields of a JSON value whose text or name contains U+0000 or an unpaired
 * surrogate.
 */
export function unkeepableFields(value: unknown, path: readonly string[] = []): string[] {
  const name = path.at(-1) ?? "";
  const isWrong = !isKeepable(name) || (typeof value === "string" && !isKeepable(value));
  const inside =
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, one]) => unkeepableFields(one, [...path, key]))
      : [];
  return [...(isWrong ? [cleanText(path.join(".")) || "body"] : []), ...inside];
}

/** Refuses the request if there are any fields. @throws Refusal 400 `invalid.value` naming them */
function refuse(fields: readonly string[]): void {
  const each = [...new Set(fields)];
  if (each.length > 0)
    throw new Refusal(400, "invalid.value", `Invalid: ${each.join(", ")}`, { fields: each });
}

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/**
 * Returns the body of an authenticated request, with the text of a message repaired.
 * @param idName - the name of the id at the end of the path
 * @throws Refusal 400 `invalid.value` naming each field that cannot be stored
 */
export function admitText(
  call: { readonly url: URL; readonly header: (name: string) => string | null },
  { id, idName, isMessage }: { id: string; idName: string; isMessage: boolean },
  body: unknown,
): unknown {
  const given =
    isMessage && typeof body === "object" && body !== null && "body" in body
      ? { ...body, body: typeof body.body === "string" ? cleanText(body.body) : body.body }
      : body;
  const isKeyTooLong = isMessage && (call.header("idempotency-key") ?? "").length > MAX_KEY;
  refuse([
    ...(isKeepable(decoded(id)) ? [] : [idName]),
    ...unkeepableFields(Object.fromEntries(call.url.searchParams)),
    ...(isKeyTooLong ? ["Idempotency-Key"] : []),
    ...unkeepableFields(given),
  ]);
  return given;
}
