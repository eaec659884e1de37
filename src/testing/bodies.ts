import {
  patchWebchatGuestConversationMediarequest as answerSchema,
  postWebchatGuestConversationMemberMessages as messageSchema,
} from "parlor-contract/guest-chat.schemas.generated";
import { guestBodyType } from "parlor-contract/guest-body-type";
import type { WireSchema } from "parlor-contract/operation-schema";
import { postParlorGuestRating as ratingSchema } from "parlor-contract/parlor.schemas.generated";
import { cleanAnswer } from "parlor-contract/rich-content";
import type { GuestBodyType, MediaAnswer, RichAnswer } from "parlor-contract/records";
import { wrongFields } from "parlor-contract/wrong-fields";
import type { Rating } from "./model.ts";
import { invalid, refusal } from "./refusal.ts";

/* Parses the request bodies of the guest API: from `unknown` to checked types. */

const isValid = <Shape>(body: unknown, schema: WireSchema<Shape>): body is Shape =>
  wrongFields(body, schema).length === 0;

/** A message as a guest sends it. */
export interface Said {
  readonly body: string;
  readonly bodyType: GuestBodyType;
  readonly attachmentIds: readonly string[];
  /** The content that it answers (extension `rich`). */
  readonly answer?: RichAnswer;
}

/** Parses a guest's message. @throws Refusal 400 with the contract's codes */
export function readMessage(given: unknown): Said {
  const schema = messageSchema.body;
  if (isValid(given, schema)) {
    const { body, bodyType, attachmentIds = [], answer } = given;
    return {
      body: answer?.text ?? body,
      bodyType: guestBodyType(bodyType),
      attachmentIds,
      ...(answer !== undefined && { answer: cleanAnswer(answer) }),
    };
  }
  const wrong = wrongFields(given ?? {}, schema).find(({ path: [name] }) => name !== "bodyType");
  if (wrong === undefined) throw invalid(["bodyType"]);
  const isMissing = wrong.isMissing || wrong.path.length === 0;
  throw refusal(
    isMissing
      ? "chat.error.notnull.createconversationmessagerequest.body"
      : "constraint.validation",
    ["body"],
  );
}

/** Parses a guest's rating (extension `rating`). @throws Refusal 400 naming each invalid field */
export function readRating(given: unknown): Rating {
  const schema = ratingSchema.body;
  if (isValid(given, schema)) return { score: given.score, comment: given.comment ?? null };
  const wrong = wrongFields(given ?? {}, schema);
  if (wrong.some(({ path }) => path.length === 0))
    throw refusal("bad.request", [], "The body must be an object.");
  throw invalid(wrong.map(({ path }) => path.join(".")));
}

/** Parses a guest's answer to a media request. @throws Refusal 400 */
export function readAnswer(given: unknown): MediaAnswer {
  const state = isValid(given, answerSchema.body) ? given.state.toUpperCase() : "";
  if (state === "ACCEPTED" || state === "DECLINED" || state === "ERRORED") return state;
  throw refusal("invalid.value", ["state"], "A guest sets ACCEPTED, DECLINED or ERRORED.");
}
