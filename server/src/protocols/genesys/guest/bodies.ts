import type { BodyType, Rating } from "../../../domain/model.ts";
import { ApiError } from "../../../plugins/errors.ts";

/* Validates the bodies of guests' calls, which arrive as `unknown`. */

const MAX_COMMENT = 2_000;

/**
 * Reads a guest's rating of the conversation (extension `rating`).
 * @throws ApiError 400 naming each wrong field
 */
export function readRating(request: unknown): Rating {
  const { score, comment } = (request ?? {}) as { score?: unknown; comment?: unknown };
  const isScore = typeof score === "number" && Number.isInteger(score) && score >= 1 && score <= 5;
  const isComment =
    comment === undefined ||
    comment === null ||
    (typeof comment === "string" && comment.length <= MAX_COMMENT);
  const wrong = [...(isScore ? [] : ["score"]), ...(isComment ? [] : ["comment"])];
  if (wrong.length > 0)
    throw new ApiError("invalid.value", `Invalid: ${wrong.join(", ")}`, {
      details: wrong.map((fieldName) => ({ errorCode: "invalid.value", fieldName })),
    });
  return { score: Number(score), comment: typeof comment === "string" ? comment : null };
}

/**
 * Reads a guest's message.
 * @throws ApiError 400 with the contract's codes
 */
export function readMessage(
  request: unknown,
  maxLength: number,
): { body: string; bodyType: BodyType } {
  const { body, bodyType } = (request ?? {}) as { body?: unknown; bodyType?: unknown };
  if (body === undefined || body === null) {
    throw new ApiError(
      "chat.error.notnull.createconversationmessagerequest.body",
      "The body of the message is missing.",
      {
        details: [
          {
            errorCode: "chat.error.notnull.createconversationmessagerequest.body",
            fieldName: "body",
          },
        ],
      },
    );
  }
  if (typeof body !== "string" || body.length > maxLength) {
    throw new ApiError(
      "constraint.validation",
      `The body must be text of at most ${maxLength} characters.`,
      {
        details: [{ errorCode: "constraint.validation", fieldName: "body" }],
      },
    );
  }
  const type =
    bodyType === undefined || bodyType === null || bodyType === "" ? "standard" : bodyType;
  if (type !== "standard" && type !== "notice") {
    throw new ApiError("invalid.value", "The body type must be standard or notice.", {
      details: [{ errorCode: "invalid.value", fieldName: "bodyType" }],
    });
  }
  return { body, bodyType: type };
}
