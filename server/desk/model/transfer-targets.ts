import type { TransferTarget } from "../api/views.ts";
import type { Desk } from "./desk.ts";

/** A queue or a colleague that takes a chat over. */
export interface Target {
  readonly value: TransferTarget;
  readonly id: string;
  readonly name: string;
  /** Who is free there, and the wait. */
  readonly words: string;
}

/** @throws ApiProblem, TypeError */
export async function findTargets({ client, lists }: Desk): Promise<readonly Target[]> {
  const [queues, colleagues] = await Promise.all([client.queues(), client.colleagues()]);
  const waits = (count: number): string => (count === 0 ? "no wait" : `${count} waiting`);
  return [
    ...queues.map(({ id, name, joinedMemberCount, parlor }) => ({
      value: { queueId: id },
      id,
      name,
      words: `${joinedMemberCount} free · ${waits(parlor.waiting)}`,
    })),
    ...colleagues
      .filter(({ id, status }) => id !== lists.me.peek()?.id && status !== "offline")
      .map(({ id, name, status, chats, capacity }) => ({
        value: { userId: id },
        id,
        name,
        words: status === "available" && chats < capacity ? "Free now" : "Busy",
      })),
  ];
}
