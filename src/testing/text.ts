import { cleanText } from "../transport/clean-text.ts";
import { Refusal } from "./refusal.ts";

/* What text the server keeps: a message is mended, everything else that cannot be kept as it is is refused. */

/** The longest idempotency key, in UTF-16 units. */
const MAX_KEY = 200;

const isKeepable = (text: string): boolean => cleanText(text) === text;

/** The fields of a JSON value, by path, whose text or own name holds U+0000 or half of a surrogate pair. */
export function unkeepableFields(value: unknown, path: readonly string[] = []): string[] {
  const name = path.at(-1) ?? "";
  const isWrong = !isKeepable(name) || (typeof value === "string" && !isKeepable(value));
  const inside =
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, one]) => unkeepableFields(one, [...path, key]))
      : [];
  return [...(isWrong ? [cleanText(path.join(".")) || "body"] : []), ...inside];
}

/** @throws Refusal 400 `invalid.value` naming the fields; returns when there are none */
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
 * The body of a call whose sender is known, with a message's text mended.
 * @param idName - what the id is called that the path ends in
 * @throws Refusal 400 `invalid.value` naming each field that cannot be kept
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
