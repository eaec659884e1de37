import type { WebChatMemberInfo, WebChatMemberInfoEntityList } from "./guest-chat.generated.ts";
import type { MemberRecord } from "./records.ts";

/** A parsed query. Of a parameter that is repeated, the first value counts. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A parameter of a query has an impossible value. */
export class InvalidParameter extends Error {
  readonly parameter: string;

  constructor(parameter: string) {
    super(`Value is not valid for the query parameter ${parameter}`);
    this.name = "InvalidParameter";
    this.parameter = parameter;
  }
}

const MAX_RESULTS = 100;
const MEMBERS_PER_PAGE = 25;

/** An empty value counts as absent, because the vendor's client sends unset parameters as empty. */
function value(query: Query, name: string): string | null {
  const given = query[name];
  const first = typeof given === "object" ? given[0] : given;
  return first === undefined || first === "" ? null : first;
}

function whole(query: Query, name: string, fallback: number): number {
  const given = value(query, name);
  if (given === null) return fallback;
  if (!/^-?\d{1,9}$/.test(given)) throw new InvalidParameter(name);
  return Number(given);
}

const pageSizeOf = (wanted: number): number => Math.min(MAX_RESULTS, Math.max(1, wanted));

/** The part of the history that a request asks for. */
export interface HistoryQuery {
  readonly after: string | null;
  readonly before: string | null;
  readonly sortOrder: "ascending" | "descending";
  readonly maxResults: number;
}

/** Reads the query of a page of the history. @throws InvalidParameter */
export function historyQuery(query: Query): HistoryQuery {
  const sortOrder = value(query, "sortOrder")?.toLowerCase() ?? "ascending";
  if (sortOrder !== "ascending" && sortOrder !== "descending")
    throw new InvalidParameter("sortOrder");
  return {
    after: value(query, "after"),
    before: value(query, "before"),
    sortOrder,
    maxResults: pageSizeOf(whole(query, "maxResults", MAX_RESULTS)),
  };
}

/** A page of the history, as a reply has it. */
export interface HistoryPage<View> {
  readonly pageSize: number;
  readonly entities: readonly View[];
  /** The relative address of the following page; absent when there is none. */
  readonly next?: string;
  readonly selfUri: string;
}

/**
 * @param messages - the messages of this page, in the order that the query asks for
 * @param hasMore - whether there are messages after those of this page, in the same order
 */
export function historyPage<Message extends { readonly id: string }, View>(
  query: HistoryQuery,
  messages: readonly Message[],
  hasMore: boolean,
  selfUri: string,
  view: (message: Message) => View,
): HistoryPage<View> {
  const last = messages.at(-1);
  return {
    pageSize: query.maxResults,
    entities: messages.map(view),
    ...(hasMore && last !== undefined && { next: nextUri(selfUri, query, last.id) }),
    selfUri,
  };
}

/** The relative address of the page that follows `lastId`. */
export function nextUri(self: string, query: HistoryQuery, lastId: string): string {
  const { sortOrder, maxResults } = query;
  const isAscending = sortOrder === "ascending";
  const after = isAscending ? lastId : query.after;
  const before = isAscending ? query.before : lastId;
  const params = new URLSearchParams({ sortOrder, maxResults: String(maxResults) });
  if (after !== null) params.set("after", after);
  if (before !== null) params.set("before", before);
  return `${self}?${params.toString()}`;
}

/** A numbered page of the members, as a reply has it. @throws InvalidParameter */
export function memberPage<Member extends Pick<MemberRecord, "leftAt">>(
  members: readonly Member[],
  query: Query,
  self: string,
  view: (member: Member) => WebChatMemberInfo,
): WebChatMemberInfoEntityList {
  const excludes = value(query, "excludeDisconnectedMembers");
  if (excludes !== null && excludes !== "true" && excludes !== "false")
    throw new InvalidParameter("excludeDisconnectedMembers");
  const all = members.filter((one) => excludes !== "true" || one.leftAt === null);
  const page = numberedPage(all, query, self, {
    pageSize: MEMBERS_PER_PAGE,
    kept: excludes === null ? {} : { excludeDisconnectedMembers: excludes },
  });
  return { ...page, entities: page.entities.map(view) };
}

/** A numbered page of a list, with the relative addresses of the others. */
export interface NumberedPage<Item> {
  readonly entities: readonly Item[];
  readonly pageSize: number;
  readonly pageNumber: number;
  readonly total: number;
  readonly pageCount: number;
  readonly selfUri: string;
  readonly firstUri: string;
  readonly lastUri: string;
  readonly previousUri?: string;
  readonly nextUri?: string;
}

/**
 * The page of a list that a request asks for.
 * @param options - how many there are on a page unless the request says so (default 100), and the
 *   parameters that the addresses of the other pages keep
 * @throws InvalidParameter
 */
export function numberedPage<Item>(
  items: readonly Item[],
  query: Query,
  self: string,
  options: { readonly pageSize?: number; readonly kept?: Readonly<Record<string, string>> } = {},
): NumberedPage<Item> {
  const pageSize = pageSizeOf(whole(query, "pageSize", options.pageSize ?? MAX_RESULTS));
  const pageNumber = Math.max(1, whole(query, "pageNumber", 1));
  const pageCount = Math.max(1, Math.ceil(items.length / pageSize));
  const uri = (page: number): string => {
    const places = { pageSize: String(pageSize), pageNumber: String(page) };
    return `${self}?${new URLSearchParams({ ...places, ...options.kept }).toString()}`;
  };
  return {
    entities: items.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
    pageSize,
    pageNumber,
    total: items.length,
    pageCount,
    selfUri: uri(pageNumber),
    firstUri: uri(1),
    lastUri: uri(pageCount),
    ...(pageNumber > 1 && { previousUri: uri(pageNumber - 1) }),
    ...(pageNumber < pageCount && { nextUri: uri(pageNumber + 1) }),
  };
}
