import type { DeploymentRules } from "../../domain/tenant.ts";
import { ApiError } from "../../plugins/errors.ts";
import type { ConversationService } from "../../service/conversations.ts";

/** A caller who finds the waiting queue full is asked to retry after this long. */
const RETRY_SECONDS = 15 * 60;

/** @throws ApiError 503 `service.unavailable` when too many guests wait in the queue */
export async function refuseWhenBusy(
  chats: Pick<ConversationService, "countWaiting">,
  { organizationId, queueId }: { readonly organizationId: string; readonly queueId: string },
  { maxWaiting }: DeploymentRules,
): Promise<void> {
  if ((await chats.countWaiting(organizationId, queueId)) < maxWaiting) return;
  throw new ApiError("service.unavailable", "Too many guests are waiting.", {
    retryAfterSeconds: RETRY_SECONDS,
  });
}
