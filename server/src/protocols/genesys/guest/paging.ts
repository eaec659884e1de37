import type { MessageQuery } from "../../../service/conversations.ts";
import type { Member } from "../../../domain/model.ts";
import { ApiError } from "../../../plugins/errors.ts";

/**
 * A parsed query string. An empty value counts as absent, because the vendor's client sends unset
 * parameters as empty ones.
 */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

const MAX_RESULTS = 100;

function value(query: Query, name: string): string | null {
  const given = query[name];
  const first = Array.isArray(given) ? given[0] : given;
  return first === undefined || first === "" ? null : first;
}

function wrong(name: string): ApiError {
  return new ApiError(
    "invalid.query.param.value",
    `Value is not valid for the query parameter ${name}`,
    {
      details: [{ errorCode: "invalid.query.param.value", fieldName: name }],
    },
  );
}

function whole(query: Query, name: string, fallback: number): number {
  const given = value(query, name);
  if (given === null) return fallback;
  if (!/^-?\d{1,9}$/.test(given)) throw wrong(name);
  return Number(given);
}

/** Cursor paging of the history. @throws ApiError 400 `invalid.query.param.value` */
export function messageQuery(query: Query): MessageQuery {
  const sortOrder = value(query, "sortOrder")?.toLowerCase() ?? "ascending";
  if (sortOrder !== "ascending" && sortOrder !== "descending") throw wrong("sortOrder");
  return {
    after: value(query, "after"),
    before: value(query, "before"),
    sortOrder,
    maxResults: Math.min(MAX_RESULTS, Math.max(1, whole(query, "maxResults", MAX_RESULTS))),
  };
}

/** The relative address of the page that follows `lastId`. */
export function nextUri(self: string, query: MessageQuery, lastId: string): string {
  const isAscending = query.sortOrder === "ascending";
  const after = isAscending ? lastId : query.after;
  const before = isAscending ? query.before : lastId;
  const params = new URLSearchParams({
    sortOrder: query.sortOrder,
    maxResults: String(query.maxResults),
  });
  if (after !== null) params.set("after", after);
  if (before !== null) params.set("before", before);
  return `${self}?${params.toString()}`;
}

/** Numbered paging of the members. @throws ApiError 400 `invalid.query.param.value` */
export function memberPage(
  members: readonly Member[],
  query: Query,
  self: string,
  view: (member: Member) => object,
): Record<string, unknown> {
  const pageSize = Math.min(MAX_RESULTS, Math.max(1, whole(query, "pageSize", 25)));
  const pageNumber = Math.max(1, whole(query, "pageNumber", 1));
  const excludesGone = value(query, "excludeDisconnectedMembers");
  if (excludesGone !== null && excludesGone !== "true" && excludesGone !== "false") {
    throw wrong("excludeDisconnectedMembers");
  }
  const all =
    excludesGone === "true" ? members.filter((member) => member.state !== "disconnected") : members;
  const pageCount = Math.max(1, Math.ceil(all.length / pageSize));
  const uri = (page: number): string => {
    const params = new URLSearchParams({ pageSize: String(pageSize), pageNumber: String(page) });
    if (excludesGone !== null) params.set("excludeDisconnectedMembers", excludesGone);
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
