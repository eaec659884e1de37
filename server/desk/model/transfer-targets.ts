import type { Colleague, TransferTarget } from "../api/views.ts";
import type { Desk } from "./desk.ts";
import { statusName } from "./statuses.ts";

/** A queue or a colleague that takes a chat over. */
export interface Target {
  readonly value: TransferTarget;
  readonly id: string;
  readonly name: string;
  /** Who is there, and the wait. */
  readonly words: string;
}

/** The server counts offers that ring among an agent's chats. */
function colleagueWords({ status, isPresent, chats, capacity }: Colleague): string {
  if (status !== "available") return statusName(status);
  if (!isPresent) return "Not connected";
  return `${chats < capacity ? "Free now" : "Full"} · ${chats} of ${capacity} chats and offers`;
}

/** @throws ApiProblem, TypeError */
export async function findTargets({ client, lists }: Desk): Promise<readonly Target[]> {
  const [queues, colleagues] = await Promise.all([client.queues(), client.colleagues()]);
  const waits = (count: number): string => (count === 0 ? "no wait" : `${count} waiting`);
  return [
    ...queues.map(({ id, name, parlor }) => ({
      value: { queueId: id },
      id,
      name,
      words: `${parlor.free} free · ${waits(parlor.waiting)}`,
    })),
    ...colleagues
      .filter(({ id, status }) => id !== lists.me.peek()?.id && status !== "offline")
      .map((colleague) => ({
        value: { userId: colleague.id },
        id: colleague.id,
        name: colleague.name,
        words: colleagueWords(colleague),
      })),
  ];
}
