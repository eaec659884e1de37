import type { AttachmentRules } from "../../domain/attachment-rules.ts";
import { ApiError } from "../../plugins/errors.ts";
import type { RateLimit } from "../../plugins/rate-limit.ts";
import { invalidDetails } from "../../plugins/text.ts";

/** An agent has many guests at a time. */
const AGENT_FACTOR = 10;

/**
 * @param caller - whose announcements are counted together
 * @throws ApiError 429 `too.many.requests.retry.after`
 */
export function limitAnnouncements(
  limiter: RateLimit,
  caller: string,
  { announcePerMinute }: AttachmentRules,
  side: "guest" | "agent" = "guest",
): void {
  limiter.take(`announce ${caller}`, announcePerMinute * (side === "agent" ? AGENT_FACTOR : 1));
}

/** @throws ApiError 400 `invalid.value`, which names the field */
export function checkFileCount(
  ids: readonly string[],
  { maxPerMessage }: AttachmentRules,
  fieldName = "attachmentIds",
): void {
  if (ids.length <= maxPerMessage) return;
  throw new ApiError("invalid.value", `A message has at most ${maxPerMessage} files.`, {
    params: { maxPerMessage: String(maxPerMessage) },
    details: invalidDetails([fieldName]),
  });
}
