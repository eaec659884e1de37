import type { BodyOf } from "parlor-contract/operation-schema";
import type { Organization } from "../../../domain/tenant.ts";
import { ApiError } from "../../../plugins/errors.ts";
import { invalidFields } from "../../../plugins/text.ts";

type Wish = BodyOf<"postConversationsChatParticipantReplace">;
/** A wish whose absent fields may be there as undefined. */
export type TransferWish = { readonly [Name in keyof Wish]?: Wish[Name] | undefined };

const isGiven = (value: string | null | undefined): value is string =>
  value !== undefined && value !== null;

/**
 * @throws ApiError 400 `invalid.value` for both an agent and a queue; 404 `not.found` for a target
 *   that does not exist in this organization
 */
export function findTarget(
  wish: TransferWish,
  { users, queues }: Organization,
): { readonly userId: string } | { readonly queueId: string } {
  const { userId, userName, queueId, address } = wish;
  const isAgent = isGiven(userId) || isGiven(userName);
  if (isAgent && (isGiven(queueId) || isGiven(address))) {
    const names = ["userId", "userName", "queueId", "address"] as const;
    throw invalidFields(names.filter((name) => isGiven(wish[name])));
  }
  if (isAgent) {
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
