import { cleanTexts } from "../../clean-text.ts";
import type { IncomingMessage } from "../../conversation/message.ts";
import type { IncomingMember, QueuePlace } from "../../conversation/state.ts";
import { codeOf, ParlorError } from "../../errors.ts";
import type { GuestProfile, JourneyContext, Routing } from "../../options.ts";
import type { Http, HttpRequest } from "../../ports/http.ts";
import type { Logger } from "../../ports/log.ts";
import * as decode from "./decode.ts";
import { refusal } from "./refusal.ts";
import { decodeCreated, type Credentials, type SessionData } from "./session.ts";

export interface CreateRequest {
  readonly organizationId: string;
  readonly deploymentId: string;
  readonly routing: Routing;
  readonly profile: GuestProfile;
  readonly journeyContext: JourneyContext | undefined;
  readonly memberAuthToken: string | undefined;
  /** Whether the page can share the screen: agents then may ask for it. */
  readonly hasMediaHandler: boolean;
}

/** One method for each operation of the contract; each takes a signal. */
export interface RestClient {
  create(request: CreateRequest, signal: AbortSignal): Promise<SessionData>;
  members(who: Credentials, signal: AbortSignal): Promise<readonly IncomingMember[]>;
  member(who: Credentials, memberId: string, signal: AbortSignal): Promise<IncomingMember>;
  leave(who: Credentials, signal: AbortSignal): Promise<void>;
  send(
    who: Credentials,
    body: string,
    idempotencyKey: string | null,
    signal: AbortSignal,
  ): Promise<IncomingMessage>;
  typing(who: Credentials, signal: AbortSignal): Promise<void>;
  /** All messages after this one (all there are, with null), following `next`. */
  messagesAfter(
    who: Credentials,
    after: string | null,
    signal: AbortSignal,
  ): Promise<readonly IncomingMessage[]>;
  /** The newest messages, or those right before the given one; oldest first, at most 100. */
  messagesBefore(
    who: Credentials,
    before: string | null,
    signal: AbortSignal,
  ): Promise<{ readonly messages: readonly IncomingMessage[]; readonly hasOlder: boolean }>;
  /**
   * Extension `poll`: like `messagesAfter`, with members and typing notices.
   * Counts as being attached for a minute.
   */
  poll(who: Credentials, after: string | null, signal: AbortSignal): Promise<decode.WirePoll>;
  /** A call that is implemented in a module of its own, loaded on demand. */
  ask(
    who: Credentials,
    method: "GET" | "PATCH",
    path: string,
    body: unknown,
    signal: AbortSignal,
  ): Promise<unknown>;
  /** Extension `rating`. */
  rate(who: Credentials, score: number, comment: string, signal: AbortSignal): Promise<void>;
  /** Extension `queue`; null when the guest does not wait. */
  queue(who: Credentials, signal: AbortSignal): Promise<QueuePlace | null>;
}

const BASE = "/api/v2/webchat/guest/conversations";

/**
 * Limits on pages of 100: no conversation has more members or a longer gap, so a server that
 * claims more is not followed.
 */
const MAX_MEMBER_PAGES = 100;
const MAX_PAGES = 1_000;

export function createRestClient(api: string, http: Http, log: Logger): RestClient {
  const call = async (
    request: Omit<HttpRequest, "headers">,
    jwt?: string,
    extra?: Readonly<Record<string, string>>,
  ): Promise<unknown> => {
    const answer = await http({
      ...request,
      headers: {
        ...(request.body !== undefined && { "Content-Type": "application/json" }),
        ...(jwt !== undefined && { Authorization: `Bearer ${jwt}` }),
        ...extra,
      },
    });
    if (answer.status < 200 || answer.status > 299) throw refusal(answer, request.method === "GET");
    return answer.body;
  };
  const assertDecoded = <Value>(value: Value | null): Value => {
    if (value === null)
      throw new ParlorError("bad-response", "The answer is not what the contract says");
    return value;
  };
  /** A page of a list, of which the entries that cannot be read are left out. */
  const assertPage = <Page extends { readonly dropped: number }>(page: Page | null): Page => {
    const read = assertDecoded(page);
    if (read.dropped > 0) log.warn(`${read.dropped} unreadable entries of a page were left out`);
    return read;
  };
  const at = (who: Credentials, path: string): string =>
    `${api}${BASE}/${who.conversationId}${path}`;
  const extension = (who: Credentials, path: string): string =>
    `${api}/api/v2/parlor/guest/conversations/${who.conversationId}${path}`;
  const get = (who: Credentials, path: string, signal: AbortSignal): Promise<unknown> =>
    call({ method: "GET", url: at(who, path), signal }, who.jwt);

  const history = async (
    who: Credentials,
    after: string | null,
    signal: AbortSignal,
    extra?: Readonly<Record<string, string>>,
  ): Promise<{ messages: readonly IncomingMessage[]; last: unknown }> => {
    const all = new Map<string, IncomingMessage>();
    let url = at(
      who,
      `/messages?maxResults=100&sortOrder=ascending${after === null ? "" : `&after=${after}`}`,
    );
    for (let page = 1; ; page++) {
      const last = await call({ method: "GET", url, signal }, who.jwt, extra);
      const { messages, next } = assertPage(decode.decodeMessagePage(last));
      const known = all.size;
      for (const one of messages) all.set(one.id, one);
      // A page without a new message is the last, even if it names a next page.
      if (next === null || all.size === known || page === MAX_PAGES)
        return { messages: [...all.values()], last };
      // `next` is relative: a path with its query, never the address of another server.
      url = api + (next.startsWith("/") ? next : `/${next}`);
    }
  };

  return {
    async create(request, signal) {
      // No server accepts text that it cannot store, whatever its origin.
      const {
        routing: { queue, ...rest },
        profile,
        hasMediaHandler,
        ...same
      } = cleanTexts(request) as CreateRequest;
      const body = {
        ...same,
        routingTarget: { targetType: "QUEUE", targetAddress: queue, ...rest },
        memberInfo: { ...profile, displayName: profile.displayName || "Guest" },
        // An addition of Parlor's own, which other servers ignore.
        parlor: { capabilities: { screenShare: hasMediaHandler } },
      };
      return assertDecoded(
        decodeCreated(await call({ method: "POST", url: api + BASE, body, signal })),
      );
    },
    async members(who, signal) {
      const all: IncomingMember[] = [];
      for (let page = 1; page <= MAX_MEMBER_PAGES; page++) {
        const { members, pageCount } = assertPage(
          decode.decodeMemberPage(
            await get(who, `/members?pageSize=100&pageNumber=${page}`, signal),
          ),
        );
        all.push(...members);
        // A page without members is the last, whatever its `pageCount`.
        if (!(page < pageCount) || members.length === 0) break;
      }
      return all;
    },
    async member(who, memberId, signal) {
      return assertDecoded(decode.decodeMember(await get(who, `/members/${memberId}`, signal)));
    },
    async leave(who, signal) {
      await call({ method: "DELETE", url: at(who, `/members/${who.memberId}`), signal }, who.jwt);
    },
    async send(who, body, idempotencyKey, signal) {
      const url = at(who, `/members/${who.memberId}/messages`);
      const extra = idempotencyKey === null ? {} : { "Idempotency-Key": idempotencyKey };
      const answer = await call(
        { method: "POST", url, body: { body, bodyType: "standard" }, signal },
        who.jwt,
        extra,
      );
      return assertDecoded(decode.decodeMessage(answer));
    },
    async typing(who, signal) {
      await call(
        { method: "POST", url: at(who, `/members/${who.memberId}/typing`), signal },
        who.jwt,
      );
    },
    async messagesAfter(who, after, signal) {
      return (await history(who, after, signal)).messages;
    },
    async messagesBefore(who, before, signal) {
      const query = `maxResults=100&sortOrder=descending${before === null ? "" : `&before=${before}`}`;
      const { messages, next } = assertPage(
        decode.decodeMessagePage(await get(who, `/messages?${query}`, signal)),
      );
      return { messages: [...messages].reverse(), hasOlder: next !== null && messages.length > 0 };
    },
    async poll(who, after, signal) {
      const { messages, last } = await history(who, after, signal, { "Parlor-Attach": "poll" });
      return { messages, ...decode.decodePoll(last) };
    },
    ask: (who, method, path, body, signal) =>
      call({ method, url: at(who, path), body, signal }, who.jwt),
    async rate(who, score, comment, signal) {
      const body = { score, ...(comment !== "" && { comment }) };
      await call({ method: "POST", url: extension(who, "/rating"), body, signal }, who.jwt);
    },
    async queue(who, signal) {
      try {
        const url = extension(who, "/queue");
        return decode.decodeQueuePlace(await call({ method: "GET", url, signal }, who.jwt));
      } catch (error) {
        if (codeOf(error) === "not-found") return null;
        throw error;
      }
    },
  };
}
