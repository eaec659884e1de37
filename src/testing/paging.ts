import type { WebChatMessage } from "parlor-contract/guest-chat.generated";
import {
  historyPage,
  historyQuery,
  InvalidParameter,
  type HistoryPage,
  type Query,
} from "parlor-contract/paging";
import { messageView } from "parlor-contract/views";
import type { Message } from "./records.ts";
import { refusal } from "./refusal.ts";

/** The parameters of an address; those that are repeated as lists. */
export const queryOf = ({ searchParams }: URL): Query =>
  Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]));

/** @throws Refusal 400 for an invalid parameter */
export function orRefuse<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidParameter)) throw error;
    throw refusal("invalid.query.param.value", [error.parameter], error.message);
  }
}

/**
 * Returns a page of the history, by cursor.
 * @throws InvalidParameter
 * @throws Refusal 404 for an unknown cursor
 */
export function messagePage(
  all: readonly Message[],
  given: Query,
  selfUri: string,
): HistoryPage<WebChatMessage> {
  const query = historyQuery(given);
  const cursor = (id: string | null, otherwise: number): number => {
    if (id === null) return otherwise;
    const at = all.findIndex((message) => message.id === id);
    if (at === -1) throw refusal("not.found", [], "Message not found");
    return at;
  };
  const between = all.slice(cursor(query.after, -1) + 1, cursor(query.before, all.length));
  const ordered = query.sortOrder === "ascending" ? between : between.toReversed();
  const page = ordered.slice(0, query.maxResults);
  return historyPage(query, page, ordered.length > page.length, selfUri, messageView);
}
