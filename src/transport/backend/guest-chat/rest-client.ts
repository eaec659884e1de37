import { cleanTexts } from "../../clean-text.ts";
import type { IncomingMessage } from "../../conversation/message.ts";
import type { End, IncomingMember, Missed, QueuePlace } from "../../conversation/state.ts";
import { codeOf, type ParlorErrorCode } from "../../errors.ts";
import type { GuestProfile, JourneyContext, Routing } from "../../options.ts";
import type { Http, HttpRequest } from "../../ports/http.ts";
import type { Logger } from "../../ports/log.ts";
import type { NoteTime } from "../backend.ts";
import * as decode from "./decode.ts";
import { readRich } from "./read-rich.ts";
import { assertDecoded, assertPage, readHistory, readMembers } from "./paging.ts";
import { refusal } from "./refusal.ts";
import type { SentParts } from "./sent-parts.ts";
import { decodeCreated, type Credentials, type SessionData } from "./session.ts";

export interface CreateRequest {
  readonly organizationId: string;
  readonly deploymentId: string;
  readonly routing: Routing;
  readonly profile: GuestProfile;
  readonly journeyContext: JourneyContext | undefined;
  readonly memberAuthToken: string | undefined;
  /** The description of the page, and the labels of the form's answers. */
  readonly pageInfo?: object;
  /** Whether the page can share the screen: agents then may ask for it. */
  readonly hasMediaHandler: boolean;
}

/** The answer to a poll: the messages, and the answer for the last page, which has the rest. */
export type PollAnswer = Awaited<ReturnType<typeof readHistory>>;

/** One method for each operation of the contract; each takes a signal. */
export interface RestClient {
  create(request: CreateRequest, signal: AbortSignal): Promise<SessionData>;
  members(who: Credentials, signal: AbortSignal): Promise<readonly IncomingMember[]>;
  member(who: Credentials, memberId: string, signal: AbortSignal): Promise<IncomingMember>;
  /** How the conversation has ended for the guest; null while it goes on. */
  ownEnd(who: Credentials, signal: AbortSignal): Promise<End | null>;
  leave(who: Credentials, signal: AbortSignal): Promise<void>;
  send(
    who: Credentials,
    body: string,
    idempotencyKey: string | null,
    signal: AbortSignal,
    more?: SentParts,
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
   * Extension `poll`: like `messagesAfter`; the last page has members and typing notices too.
   * Counts as being attached for a minute.
   */
  poll(who: Credentials, after: string | null, signal: AbortSignal): Promise<PollAnswer>;
  /** A call that is implemented in a module of its own, loaded on demand. */
  ask(
    who: Credentials,
    method: "GET" | "PATCH",
    path: string,
    body: unknown,
    signal: AbortSignal,
  ): Promise<unknown>;
  /** A call of an extension. */
  extend(
    who: Credentials,
    method: HttpRequest["method"],
    path: "/page" | "/rating" | `/mediarequests/${string}/extend` | `/attachments${string}`,
    body: object | undefined,
    signal: AbortSignal,
    more?: Pick<CallOptions, "headers" | "codes">,
  ): Promise<unknown>;
  /** Extension `missed`; null when the conversation is not missed. */
  missed(who: Credentials, signal: AbortSignal): Promise<Missed | null>;
  /** Extension `queue`; null when the guest does not wait. */
  queue(who: Credentials, signal: AbortSignal): Promise<QueuePlace | null>;
}

const BASE = "/api/v2/webchat/guest/conversations";

/** The body of the create call. Its texts are cleaned: no server accepts what it cannot store. */
function createBody(request: CreateRequest): object {
  const {
    routing: { queue, skills, language, priority },
    profile,
    pageInfo,
    hasMediaHandler,
    ...same
  } = cleanTexts(request) as CreateRequest;
  const { displayName, firstName = "", lastName = "" } = profile;
  return {
    ...same,
    routingTarget: { targetType: "QUEUE", targetAddress: queue, skills, language, priority },
    memberInfo: {
      ...profile,
      displayName: displayName || `${firstName} ${lastName}`.trim() || "Guest",
    },
    // An addition of Parlor's own, which other servers ignore.
    parlor: { ...pageInfo, capabilities: { screenShare: hasMediaHandler } },
  };
}

interface CallOptions {
  readonly jwt?: string;
  readonly body?: unknown;
  readonly headers?: Headers;
  /** Codes that only this kind of request can be answered with. */
  readonly codes?: Readonly<Record<string, ParlorErrorCode>> | undefined;
}
type Caller = (
  method: HttpRequest["method"],
  path: string,
  signal: AbortSignal,
  options: CallOptions,
) => Promise<unknown>;
type Headers = HttpRequest["headers"];

/** Returns the function that sends a request to a path, from the root of the server. */
const createCaller =
  (api: string, http: Http, noteTime: NoteTime): Caller =>
  async (method, path, signal, { jwt, body, headers, codes }) => {
    const answer = await http({
      method,
      url: api + path,
      headers: {
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...(jwt !== undefined && { Authorization: `Bearer ${jwt}` }),
        ...headers,
      },
      body,
      signal,
    });
    noteTime(Date.parse(answer.header("date") ?? ""));
    if (answer.status < 200 || answer.status > 299) throw refusal(answer, method === "GET", codes);
    return answer.body;
  };

export interface RestClientDeps {
  readonly http: Http;
  readonly log: Logger;
  readonly noteTime: NoteTime;
}

export function createRestClient(api: string, { http, log, noteTime }: RestClientDeps): RestClient {
  const call = createCaller(api, http, noteTime);
  const at = (who: Credentials, path: string): string => `${BASE}/${who.conversationId}${path}`;
  const own = (who: Credentials, path = ""): string => at(who, `/members/${who.memberId}${path}`);
  const extension = (who: Credentials, path: string): string =>
    `/api/v2/parlor/guest/conversations/${who.conversationId}${path}`;
  /** The answer of an extension; null when the conversation has nothing of the kind. */
  async function ifAny(who: Credentials, path: string, signal: AbortSignal): Promise<unknown> {
    try {
      return await call("GET", extension(who, path), signal, who);
    } catch (error) {
      if (codeOf(error) === "not-found") return null;
      throw error;
    }
  }
  const history = (
    who: Credentials,
    after: string | null,
    signal: AbortSignal,
    headers: Headers = {},
  ): ReturnType<typeof readHistory> =>
    readHistory(
      at(
        who,
        `/messages?maxResults=100&sortOrder=ascending${after === null ? "" : `&after=${after}`}`,
      ),
      (path) => call("GET", path, signal, { jwt: who.jwt, headers }),
      log,
    );

  return {
    create: async (request, signal) =>
      assertDecoded(decodeCreated(await call("POST", BASE, signal, { body: createBody(request) }))),
    members: (who, signal) =>
      readMembers(
        (page) => call("GET", at(who, `/members?pageSize=100&pageNumber=${page}`), signal, who),
        log,
      ),
    async member(who, memberId, signal) {
      const answer = await call("GET", at(who, `/members/${memberId}`), signal, who);
      return assertDecoded(decode.decodeMember(answer));
    },
    async ownEnd(who, signal) {
      const answer = await call("GET", own(who), signal, who);
      return decode.decodeEnd(answer, assertDecoded(decode.decodeMember(answer)));
    },
    async leave(who, signal) {
      await call("DELETE", own(who), signal, who);
    },
    async send(who, text, idempotencyKey, signal, more) {
      const sent = await call("POST", own(who, "/messages"), signal, {
        jwt: who.jwt,
        body: { body: text, bodyType: "standard", ...more?.body },
        codes: more?.codes,
        ...(idempotencyKey !== null && { headers: { "Idempotency-Key": idempotencyKey } }),
      });
      const [message] = await readRich([assertDecoded(decode.decodeMessage(sent))], api);
      return assertDecoded(message ?? null);
    },
    async typing(who, signal) {
      await call("POST", own(who, "/typing"), signal, who);
    },
    messagesAfter: async (who, after, signal) => (await history(who, after, signal)).messages,
    async messagesBefore(who, before, signal) {
      const query = `maxResults=100&sortOrder=descending${before === null ? "" : `&before=${before}`}`;
      const answer = await call("GET", at(who, `/messages?${query}`), signal, who);
      const { messages, next } = assertPage(decode.decodeMessagePage(answer), log);
      return { messages: [...messages].reverse(), hasOlder: next !== null && messages.length > 0 };
    },
    poll: (who, after, signal) => history(who, after, signal, { "Parlor-Attach": "poll" }),
    ask: (who, method, path, body, signal) =>
      call(method, at(who, path), signal, { jwt: who.jwt, body }),
    extend: (who, method, path, body, signal, more) =>
      call(method, extension(who, path), signal, { jwt: who.jwt, body, ...more }),
    queue: async (who, signal) => decode.decodeQueuePlace(await ifAny(who, "/queue", signal)),
    missed: async (who, signal) => decode.decodeMissed(await ifAny(who, "/missed", signal)),
  };
}
