import { cleanTexts } from "../../clean-text.ts";
import type { IncomingMessage } from "../../conversation/message.ts";
import type { IncomingMember, QueuePlace } from "../../conversation/state.ts";
import { ParlorError, type ParlorErrorCode } from "../../errors.ts";
import type { GuestProfile, JourneyContext, Routing } from "../../options.ts";
import type { Http, HttpAnswer, HttpRequest } from "../../ports/http.ts";
import * as decode from "./decode.ts";
import { decodeCreated, type Credentials, type SessionData } from "./session.ts";

export interface CreateRequest {
  readonly organizationId: string;
  readonly deploymentId: string;
  readonly routing: Routing;
  readonly profile: GuestProfile;
  readonly journeyContext: JourneyContext | undefined;
  readonly memberAuthToken: string | undefined;
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

const codes: Readonly<Record<string, ParlorErrorCode>> = {
  "origin.not.allowed": "origin-not-allowed",
  "chat.deployment.disabled": "deployment-disabled",
  "chat.deployment.require.auth": "authentication-required",
  "chat.deployment.bad.auth": "authentication-failed",
  "chat.error.invalid.queue": "invalid-queue",
  "chat.error.conversation.state": "conversation-ended",
  "chat.error.member.state": "conversation-ended",
};

/** @param waits - whether the server has said when to retry */
function codeOf(status: number, code: string, waits: boolean): ParlorErrorCode {
  const known = decode.wordIn(codes, code);
  if (known !== undefined) return known;
  switch (status) {
    case 401:
      return "session-expired";
    case 404:
      return "not-found";
    case 408:
    case 504:
      return "timeout";
    case 429:
      return "rate-limited";
    case 503:
      return waits ? "busy" : "server-error";
    default:
      return status >= 500 ? "server-error" : "refused";
  }
}

/** Upper limit of a wait that the server asks for, in seconds. */
const MAX_RETRY_SECONDS = 3_600;
/**
 * Limits on pages of 100: no conversation has more members or a longer gap, so a server that
 * claims more is not followed.
 */
const MAX_MEMBER_PAGES = 100;
const MAX_PAGES = 1_000;

/** The error for a refused request. It holds neither the address nor the credentials. */
function refusal(answer: HttpAnswer, isRead: boolean): ParlorError {
  const { code, contextId, retryAfterSeconds } = decode.decodeError(answer.body);
  const header = Number(answer.header("retry-after"));
  // Less than a second is no wait: a request that is repeated at once is refused again.
  const seconds = header >= 1 && header < Number.POSITIVE_INFINITY ? header : retryAfterSeconds;
  return new ParlorError(
    // A read that is forbidden stays forbidden: the token is useless. A write may be refused by a
    // proxy because of its text, so the token may still be valid.
    codeOf(isRead && answer.status === 403 ? 401 : answer.status, code, seconds !== null),
    `${answer.status} ${code}`,
    {
      contextId: contextId ?? answer.header("inin-correlation-id"),
      retryAfterMs: seconds === null ? null : Math.min(MAX_RETRY_SECONDS, seconds) * 1000,
    },
  );
}

export function createRestClient(api: string, http: Http): RestClient {
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
      const { messages, next } = assertDecoded(decode.decodeMessagePage(last));
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
      const { organizationId, deploymentId, routing, profile, journeyContext, memberAuthToken } =
        cleanTexts(request) as CreateRequest;
      const { queue, ...rest } = routing;
      const body = {
        organizationId,
        deploymentId,
        routingTarget: { targetType: "QUEUE", targetAddress: queue, ...rest },
        memberInfo: { ...profile, displayName: profile.displayName || "Guest" },
        ...(memberAuthToken !== undefined && { memberAuthToken }),
        ...(journeyContext !== undefined && { journeyContext }),
      };
      return assertDecoded(
        decodeCreated(await call({ method: "POST", url: api + BASE, body, signal })),
      );
    },
    async members(who, signal) {
      const all: IncomingMember[] = [];
      for (let page = 1; page <= MAX_MEMBER_PAGES; page++) {
        const { members, pageCount } = assertDecoded(
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
      const { messages, next } = assertDecoded(
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
        if (error instanceof ParlorError && error.code === "not-found") return null;
        throw error;
      }
    },
  };
}
