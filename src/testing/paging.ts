import type { Member, Message } from "./model.ts";
import { Refusal } from "./refusal.ts";
import { messageView } from "./views.ts";

const MAX_RESULTS = 100;

/** The vendor's client sends unset parameters as empty strings: an empty value counts as absent. */
const value = (query: URLSearchParams, name: string): string | null => query.get(name) || null;

const wrong = (name: string): Refusal =>
  new Refusal(400, "invalid.query.param.value", `Not valid: ${name}`, { fields: [name] });

function whole(query: URLSearchParams, name: string, fallback: number): number {
  const given = value(query, name);
  if (given === null) return fallback;
  if (!/^-?\d{1,9}$/.test(given)) throw wrong(name);
  return Number(given);
}

const clamp = (number: number): number => Math.min(MAX_RESULTS, Math.max(1, number));

/**
 * Returns a page of the history, by cursor.
 * @throws Refusal 400 for an invalid value, 404 for an unknown cursor
 */
export function messagePage(
  all: readonly Message[],
  query: URLSearchParams,
  selfUri: string,
): Record<string, unknown> {
  const sortOrder = value(query, "sortOrder")?.toLowerCase() ?? "ascending";
  if (sortOrder !== "ascending" && sortOrder !== "descending") throw wrong("sortOrder");
  const pageSize = clamp(whole(query, "maxResults", MAX_RESULTS));
  const cursor = (name: "after" | "before", otherwise: number): number => {
    const id = value(query, name);
    if (id === null) return otherwise;
    const at = all.findIndex((message) => message.id === id);
    if (at === -1) throw new Refusal(404, "not.found", "Message not found");
    return at;
  };
  const between = all.slice(cursor("after", -1) + 1, cursor("before", all.length));
  const ordered = sortOrder === "ascending" ? between : between.toReversed();
  const page = ordered.slice(0, pageSize);
  const last = page.at(-1);
  const next = new URLSearchParams({ sortOrder, maxResults: String(pageSize) });
  for (const name of ["after", "before"]) {
    const moves = name === (sortOrder === "ascending" ? "after" : "before");
    const id = moves ? (last?.id ?? null) : value(query, name);
    if (id !== null) next.set(name, id);
  }
  return {
    pageSize,
    entities: page.map(messageView),
    ...(ordered.length > page.length && { next: `${selfUri}?${next.toString()}` }),
    selfUri,
  };
}

/** Returns a numbered page of the members. @throws Refusal 400 for an invalid value */
export function memberPage(
  members: readonly Member[],
  query: URLSearchParams,
  self: string,
  view: (member: Member) => object,
): object {
  const pageSize = clamp(whole(query, "pageSize", 25));
  const pageNumber = Math.max(1, whole(query, "pageNumber", 1));
  const excludes = value(query, "excludeDisconnectedMembers");
  if (excludes !== null && excludes !== "true" && excludes !== "false")
    throw wrong("excludeDisconnectedMembers");
  const all = members.filter((one) => excludes !== "true" || one.state !== "DISCONNECTED");
  const pageCount = Math.max(1, Math.ceil(all.length / pageSize));
  const uri = (page: number): string => {
    const params = new URLSearchParams({ pageSize: String(pageSize), pageNumber: String(page) });
    if (excludes !== null) params.set("excludeDisconnectedMembers", excludes);
    return `${self}?${params.toString()}`;
  };
  return {
    entities: all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize).map(view),
    pageSize,
    pageNumber,
    total: all.length,
    pageCount,
    selfUri: uri(pageNumber),
    firstUri: uri(1),
    lastUri: uri(pageCount),
    ...(pageNumber > 1 && { previousUri: uri(pageNumber - 1) }),
    ...(pageNumber < pageCount && { nextUri: uri(pageNumber + 1) }),
  };
}
