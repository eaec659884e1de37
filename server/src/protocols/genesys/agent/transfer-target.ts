import type { BodyOf } from "parlor-contract/operation-schema";
import type { Organization } from "../../../domain/tenant.ts";
import { ApiError } from "../../../plugins/errors.ts";

type Transfer = BodyOf<"postConversationsChatParticipantReplace">;

const isGiven = (value: string | null | undefined): value is string =>
  value !== undefined && value !== null;

/** @throws ApiError 404 `not.found` for a target that does not exist in this organization */
export function findTarget(
  { userId, userName, queueId, address }: Transfer,
  { users, queues }: Organization,
): { readonly userId: string } | { readonly queueId: string } {
  if (isGiven(userId) || isGiven(userName)) {
    const user = users.find(({ id, name }) =>
      isGiven(userId) ? id === userId : name === userName,
    );
    if (user !== undefined) return { userId: user.id };
  } else if (isGiven(queueId) || isGiven(address)) {
    const queue = queues.find(({ id, name }) =>
      isGiven(queueId) ? id === queueId : name === address,
    );
    if (queue !== undefined) return { queueId: queue.id };
  }
  throw new ApiError("not.found", "Transfer target not found");
}
