import type { BodyType, MediaRequestState, Rating } from "./model.ts";
import { Refusal } from "./refusal.ts";

/* Parses the request bodies of the guest API: from `unknown` to checked types. */

const MAX_BODY = 4_000;
const MAX_COMMENT = 2_000;

type Json = Readonly<Record<string, unknown>>;
const object = (value: unknown): Json =>
  typeof value === "object" && value !== null ? (value as Json) : {};

/** Parses a guest's message. @throws Refusal 400 with the contract's codes */
export function readMessage(request: unknown): { body: string; bodyType: BodyType } {
  const { body, bodyType } = object(request);
  const refuse = (code: string, message: string, field: string): never => {
    throw new Refusal(400, code, message, { fields: [field] });
  };
  if (body === undefined || body === null)
    refuse(
      "chat.error.notnull.createconversationmessagerequest.body",
      "The body of the message is missing.",
      "body",
    );
  if (typeof body !== "string" || body.length > MAX_BODY)
    return refuse("constraint.validation", `At most ${MAX_BODY} characters.`, "body");
  const type = bodyType || "standard";
  if (type !== "standard" && type !== "notice")
    return refuse("invalid.value", "The body type must be standard or notice.", "bodyType");
  return { body, bodyType: type };
}

/** Parses a guest's rating (extension `rating`). @throws Refusal 400 naming each invalid field */
export function readRating(request: unknown): Rating {
  const { score, comment } = object(request);
  const isScore = Number.isInteger(score) && Number(score) >= 1 && Number(score) <= 5;
  const text = comment ?? null;
  const isComment = text === null || (typeof text === "string" && text.length <= MAX_COMMENT);
  const fields = [...(isScore ? [] : ["score"]), ...(isComment ? [] : ["comment"])];
  if (fields.length > 0)
    throw new Refusal(400, "invalid.value", `Invalid: ${fields.join(", ")}`, { fields });
  return { score: Number(score), comment: typeof text === "string" ? text : null };
}

/** Parses a guest's answer to a media request. @throws Refusal 400 */
export function readAnswer(request: unknown): MediaRequestState {
  const { state } = object(request);
  const wish = typeof state === "string" ? state.toUpperCase() : "";
  if (wish === "ACCEPTED" || wish === "DECLINED" || wish === "ERRORED") return wish;
  throw new Refusal(400, "invalid.value", "A guest sets ACCEPTED, DECLINED or ERRORED.", {
    fields: ["state"],
  });
}
