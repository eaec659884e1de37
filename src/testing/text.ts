import { isKeepable, messageText, unkeepableFields } from "parlor-contract/text";
import { invalid } from "./refusal.ts";

/*
 * Rules for text that the server stores: a message is repaired; anything else that cannot be stored
 * unchanged is refused.
 */

/** The maximum length of an idempotency key, in UTF-16 code units. */
const MAX_KEY = 200;

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    // The path of a URL may have any percent sign: a server with a stricter parser refuses it.
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
      ? { ...body, body: typeof body.body === "string" ? messageText(body.body) : body.body }
      : body;
  const isKeyTooLong = isMessage && (call.header("idempotency-key") ?? "").length > MAX_KEY;
  const wrong = new Set([
    ...(isKeepable(decoded(id)) ? [] : [idName]),
    ...unkeepableFields(Object.fromEntries(call.url.searchParams)),
    ...(isKeyTooLong ? ["Idempotency-Key"] : []),
    ...unkeepableFields(given),
  ]);
  if (wrong.size > 0) throw invalid([...wrong]);
  return given;
}
