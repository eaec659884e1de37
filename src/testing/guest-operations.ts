import { readAnswer, readMessage, readRating } from "./bodies.ts";
import type { Conversation } from "./conversation.ts";
import type { GuestTokens } from "./guest-token.ts";
import type { MediaRequest } from "./model.ts";
import { memberPage, messagePage } from "./paging.ts";
import { notActive, notFound, Refusal } from "./refusal.ts";
import { admitText } from "./text.ts";
import { guestBase, mediaRequestView, memberView, messageView, parlorBase } from "./views.ts";

/** The requests that a visitor's chat makes, by the names that faults use. @public */
export type GuestOperation =
  | "create"
  | "members"
  | "member"
  | "leave"
  | "send"
  | "typing"
  | "messages"
  | "message"
  | "media-requests"
  | "media-request"
  | "answer-media-request"
  | "queue"
  | "rating";

/** A request that has arrived. */
export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly header: (name: string) => string | null;
  readonly body: string;
}

/** The server's answer; a null body means none. */
export interface Answer {
  readonly status: number;
  readonly body: object | null;
}

export interface GuestOperationsDeps {
  readonly tokens: GuestTokens;
  readonly extensions: readonly string[];
  readonly streamUri: (jwt: string) => string;
  readonly create: (body: unknown) => Conversation;
}

const MAX_BYTES = 65_536;

const routes: readonly (readonly [GuestOperation, method: string, path: RegExp])[] = [
  ["create", "POST", /^$/],
  ["members", "GET", /^\/[^/]+\/members$/],
  ["member", "GET", /^\/[^/]+\/members\/([^/]+)$/],
  ["leave", "DELETE", /^\/[^/]+\/members\/([^/]+)$/],
  ["send", "POST", /^\/[^/]+\/members\/([^/]+)\/messages$/],
  ["typing", "POST", /^\/[^/]+\/members\/([^/]+)\/typing$/],
  ["messages", "GET", /^\/[^/]+\/messages$/],
  ["message", "GET", /^\/[^/]+\/messages\/([^/]+)$/],
  ["media-requests", "GET", /^\/[^/]+\/mediarequests$/],
  ["media-request", "GET", /^\/[^/]+\/mediarequests\/([^/]+)$/],
  ["answer-media-request", "PATCH", /^\/[^/]+\/mediarequests\/([^/]+)$/],
  ["queue", "GET", /^\/[^/]+\/queue$/],
  ["rating", "POST", /^\/[^/]+\/rating$/],
];
const ofParlor: readonly GuestOperation[] = ["queue", "rating"];

/** The name of the id at the end of the path, where it is not a member's. */
const idNames: Readonly<Partial<Record<GuestOperation, string>>> = {
  message: "messageId",
  "media-request": "mediaRequestId",
  "answer-media-request": "mediaRequestId",
};

/** Whether an address belongs to the guest API. */
export const isGuestApi = ({ pathname }: URL): boolean =>
  [guestBase, parlorBase].some((base) => pathname === base || pathname.startsWith(`${base}/`));

/** The operation of a request, and the id at the end of its path; null if there is none. */
export function operationOf(
  method: string,
  { pathname }: URL,
): { readonly operation: GuestOperation; readonly id: string } | null {
  for (const [operation, itsMethod, pattern] of routes) {
    const base = ofParlor.includes(operation) ? parlorBase : guestBase;
    const found =
      method === itsMethod && pathname.startsWith(base)
        ? pattern.exec(pathname.slice(base.length))
        : null;
    if (found !== null) return { operation, id: found[1] ?? "" };
  }
  return null;
}

/** The contract declares `credentials.expired` for these; the others answer `bad.credentials`. */
const declaresExpired: readonly GuestOperation[] = ["typing", "send", "member", "leave"];

function parse(call: Call): unknown {
  if (call.body.length > MAX_BYTES)
    throw new Refusal(413, "request.entity.too.large", `Maximum bytes: ${MAX_BYTES}`);
  const type = call.header("content-type");
  if (call.body !== "" && type !== null && !type.startsWith("application/json"))
    throw new Refusal(415, "unsupported.media.type", "application/json is supported.");
  try {
    return call.body === "" ? null : JSON.parse(call.body);
  } catch {
    throw new Refusal(400, "bad.request", "The request could not be understood.");
  }
}

/**
 * Creates the eleven operations of the guest contract, and the guest's part of the extensions.
 * @throws Refusal
 */
export function createGuestOperations(deps: GuestOperationsDeps): (call: Call) => Answer {
  const { tokens, extensions } = deps;
  const has = (extension: string): boolean => extensions.includes(extension);
  const ok = (body: object): Answer => ({ status: 200, body });
  const done: Answer = { status: 204, body: null };

  function authenticate(call: Call, operation: GuestOperation): Conversation {
    const [scheme, jwt = ""] = (call.header("authorization") ?? "").split(" ");
    if (scheme?.toLowerCase() !== "bearer" || jwt === "")
      throw new Refusal(401, "authentication.required", "No bearer token was given.");
    const conversation = readToken(jwt, operation);
    const base = ofParlor.includes(operation) ? parlorBase : guestBase;
    if (call.url.pathname.slice(base.length).split("/")[1] !== conversation.id)
      throw new Refusal(403, "not.authorized", "Not authorized.");
    return conversation;
  }

  function readToken(jwt: string, operation: GuestOperation): Conversation {
    try {
      return tokens.read(jwt);
    } catch (error) {
      if (declaresExpired.includes(operation)) throw error;
      throw new Refusal(401, "bad.credentials", "Invalid login credentials.");
    }
  }

  /** A guest may act for itself only. */
  function mustBeOwn({ guestId, members }: Conversation, id: string): void {
    if (id === guestId) return;
    if (!members.some((member) => member.id === id)) throw notFound("Member");
    throw new Refusal(403, "not.authorized", "Not authorized to act as this member.");
  }

  function requestOf(conversation: Conversation, id: string): MediaRequest {
    const request = conversation.invitations.get(id);
    if (request === undefined) throw notFound("Media request");
    return request;
  }

  function answerRequest(conversation: Conversation, id: string, body: unknown): MediaRequest {
    const state = readAnswer(body);
    if (conversation.state !== "active") throw notActive();
    const request = requestOf(conversation, id);
    if (request.state === state) return request;
    const isOpen =
      request.state === "PENDING" || (request.state === "ACCEPTED" && state === "ERRORED");
    if (!isOpen)
      throw new Refusal(400, "invalid.value", `The request is ${request.state}`, {
        fields: ["state"],
      });
    return conversation.invitations.set(request, state);
  }

  function history(conversation: Conversation, call: Call): object {
    const isPoll = has("poll") && call.header("parlor-attach") === "poll";
    if (isPoll) conversation.activate();
    const self = `${guestBase}/${conversation.id}/messages`;
    const page = messagePage(conversation.messages, call.url.searchParams, self);
    if (!isPoll) return page;
    const { members, guestId, typing } = conversation;
    return {
      ...page,
      members: members.map((member) => memberView(member, member.id === guestId)),
      typing: typing.filter((id) => id !== guestId),
    };
  }

  function handle(operation: GuestOperation, id: string, call: Call, given: unknown): Answer {
    if (operation === "create") {
      const conversation = deps.create(given);
      const jwt = tokens.issue(conversation);
      return ok({
        id: conversation.id,
        jwt,
        eventStreamUri: deps.streamUri(jwt),
        member: { id: conversation.guestId },
        ...(extensions.length > 0 && { extensions }),
      });
    }
    const conversation = authenticate(call, operation);
    const { guestId } = conversation;
    const isMessage = operation === "send";
    const idName = idNames[operation] ?? "memberId";
    const body = admitText(call, { id, idName, isMessage }, given);
    switch (operation) {
      case "members":
        return ok(
          memberPage(
            conversation.members,
            call.url.searchParams,
            `${guestBase}/${conversation.id}/members`,
            (member) => memberView(member, member.id === guestId),
          ),
        );
      case "member": {
        const member = conversation.members.find((one) => one.id === id);
        if (member === undefined) throw notFound("Member");
        return ok(memberView(member, id === guestId));
      }
      case "leave":
        mustBeOwn(conversation, id);
        conversation.guestLeaves();
        return done;
      case "send": {
        mustBeOwn(conversation, id);
        const { body: text, bodyType } = readMessage(body);
        const key = has("idempotency") ? call.header("idempotency-key") || null : null;
        return ok(messageView(conversation.send(id, text, bodyType, key)));
      }
      case "typing":
        mustBeOwn(conversation, id);
        return ok(conversation.write(id));
      case "messages":
        return ok(history(conversation, call));
      case "message": {
        const message = conversation.messages.find((one) => one.id === id);
        if (message === undefined) throw notFound("Message");
        return ok(messageView(message));
      }
      case "media-requests":
        return ok({ entities: conversation.invitations.all.map(mediaRequestView) });
      case "media-request":
        return ok(mediaRequestView(requestOf(conversation, id)));
      case "answer-media-request":
        return ok(mediaRequestView(answerRequest(conversation, id, body)));
      case "queue": {
        const place = has("queue") ? conversation.place : null;
        if (place === null) throw new Refusal(404, "not.found", "The guest does not wait.");
        return ok(place);
      }
      case "rating": {
        if (!has("rating")) throw new Refusal(404, "not.found", "Not found");
        const rating = readRating(body);
        if (conversation.rating !== null)
          throw new Refusal(409, "request.conflict", "The conversation has been rated.");
        conversation.rating = rating;
        return done;
      }
    }
  }

  return (call) => {
    const found = operationOf(call.method, call.url);
    if (found === null) throw new Refusal(404, "not.found", "The resource was not found");
    return handle(found.operation, found.id, call, parse(call));
  };
}
