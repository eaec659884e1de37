import { guestBase } from "parlor-contract/addresses";
import type { WebChatMemberInfo } from "parlor-contract/guest-chat.generated";
import { memberPage } from "parlor-contract/paging";
import { mediaRequestView, memberView, messageView } from "parlor-contract/views";
import { readAnswer, readMessage, readRating } from "./bodies.ts";
import type { Conversation } from "./conversation.ts";
import { aboutFile, bytesOfFile } from "./file-operations.ts";
import type { Answer, Call } from "./call.ts";
import { routeOf, type GuestOperation, type GuestRoute } from "./guest-routes.ts";
import type { FileLimits } from "../transport/index.ts";
import type { Files } from "./files.ts";
import type { GuestTokens } from "./guest-token.ts";
import { messagePage, orRefuse, queryOf } from "./paging.ts";
import type { MediaRequest, Member } from "./records.ts";
import { invalid, notActive, refusal } from "./refusal.ts";
import { admitText } from "./text.ts";

export interface GuestOperationsDeps {
  readonly tokens: GuestTokens;
  readonly extensions: readonly string[];
  readonly now: () => number;
  readonly streamUri: (jwt: string) => string;
  readonly limits: FileLimits;
  /** The files of the conversation that has this one. */
  readonly filesWith: (id: string) => Files | undefined;
  readonly create: (body: unknown) => Conversation;
  /** The state of the service. @throws Refusal for an unknown deployment or queue */
  readonly status: (deploymentId: string, queue: string) => object;
}

const MAX_BYTES = 65_536;
const has = ({ extensions }: GuestOperationsDeps, extension: string): boolean =>
  extensions.includes(extension);
const done: Answer = { status: 204, body: null };
const ok = (body: object): Answer => ({ status: 200, body });

/** The contract declares `credentials.expired` for these; the others answer `bad.credentials`. */
const declaresExpired: readonly GuestOperation[] = ["typing", "send", "member", "leave"];

function parse(call: Call): unknown {
  if (call.body.length > MAX_BYTES)
    throw refusal("request.entity.too.large", [], `Maximum bytes: ${MAX_BYTES}`);
  const type = call.header("content-type");
  if (call.body !== "" && type !== null && !type.startsWith("application/json"))
    throw refusal("unsupported.media.type");
  try {
    return call.body === "" ? null : JSON.parse(call.body);
  } catch {
    throw refusal("bad.request");
  }
}

/** A guest may act for itself only. */
function checkOwnMember({ guestId, members }: Conversation, id: string): void {
  if (id === guestId) return;
  if (!members.some((member) => member.id === id)) throw refusal("chat.error.not.found");
  throw refusal("not.authorized");
}

/** The thing with this id, or the contract's refusal. */
function found<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw refusal("chat.error.not.found");
  return thing;
}

function create(deps: GuestOperationsDeps, body: unknown): Answer {
  const { tokens, extensions, streamUri } = deps;
  const conversation = deps.create(body);
  const jwt = tokens.issue(conversation);
  return ok({
    id: conversation.id,
    jwt,
    eventStreamUri: streamUri(jwt),
    member: { id: conversation.guestId },
    ...(extensions.length > 0 && { extensions }),
    ...(has(deps, "attachments") && { attachments: deps.limits }),
  });
}

function authenticate(
  { tokens }: GuestOperationsDeps,
  call: Call,
  route: GuestRoute,
): Conversation {
  const [scheme, jwt = ""] = (call.header("authorization") ?? "").split(" ");
  if (scheme?.toLowerCase() !== "bearer" || jwt === "") throw refusal("authentication.required");
  const conversation = readToken(tokens, jwt, route.operation);
  if (route.conversationId !== conversation.id) throw refusal("not.authorized");
  return conversation;
}

function readToken(tokens: GuestTokens, jwt: string, operation: GuestOperation): Conversation {
  try {
    return tokens.read(jwt);
  } catch (error) {
    if (declaresExpired.includes(operation)) throw error;
    throw refusal("bad.credentials");
  }
}

const viewFor =
  (guestId: string) =>
  (member: Member): WebChatMemberInfo =>
    memberView(member, member.id === guestId);

/** A member; the guest's own says why the conversation is over. */
function oneMember(deps: GuestOperationsDeps, of: Conversation, id: string): WebChatMemberInfo {
  const view = viewFor(of.guestId)(found(of.members.find((one) => one.id === id)));
  const endReason = has(deps, "end-reason") && id === of.guestId ? of.endReason : null;
  return { ...view, ...(endReason !== null && { endReason }) };
}

function history(deps: GuestOperationsDeps, conversation: Conversation, call: Call): Answer {
  const isPoll = has(deps, "poll") && call.header("parlor-attach") === "poll";
  if (isPoll) conversation.activate();
  const { id, members, guestId, transcript } = conversation;
  const self = `${guestBase}/${id}/messages`;
  const page = messagePage(transcript.messages, queryOf(call.url), self);
  if (!isPoll) return ok(page);
  const typing = transcript.typing.filter((one) => one !== guestId);
  return ok({ ...page, members: members.map(viewFor(guestId)), typing });
}

function answerRequest(conversation: Conversation, id: string, body: unknown): MediaRequest {
  const state = readAnswer(body);
  if (conversation.state !== "active") throw notActive();
  const request = found(conversation.invitations.get(id));
  if (request.state === state) return request;
  const isOpen =
    request.state === "PENDING" || (request.state === "ACCEPTED" && state === "ERRORED");
  if (!isOpen) throw invalid(["state"]);
  return conversation.invitations.set(request, state);
}

function extendRequest(deps: GuestOperationsDeps, conversation: Conversation, id: string): Answer {
  if (!has(deps, "media-extend")) throw refusal("not.found");
  if (conversation.state !== "active") throw notActive();
  const { invitations } = conversation;
  if (!invitations.extend(found(invitations.get(id)), deps.now()))
    throw refusal("request.conflict", [], "The media request cannot be prolonged any more.");
  return done;
}

function rate(conversation: Conversation, body: unknown): Answer {
  const rating = readRating(body);
  if (conversation.rating !== null)
    throw refusal("request.conflict", [], "The conversation has been rated.");
  conversation.rating = rating;
  return done;
}

function handle(deps: GuestOperationsDeps, route: GuestRoute, call: Call): Answer {
  const { operation, id } = route;
  if (operation === "put-file" || operation === "read-file")
    return bytesOfFile(deps.filesWith(route.conversationId), route, call);
  const given = parse(call);
  if (operation === "create") return create(deps, given);
  if (operation === "status") {
    if (deps.extensions.length === 0) throw refusal("not.found");
    return ok(deps.status(route.conversationId, call.url.searchParams.get("queue") ?? ""));
  }
  const conversation = authenticate(deps, call, route);
  const { guestId, invitations, members, transcript } = conversation;
  const body = admitText(call, { ...route, isMessage: operation === "send" }, given);
  if (operation === "leave" || operation === "send" || operation === "typing")
    checkOwnMember(conversation, id);
  switch (operation) {
    case "members": {
      const self = `${guestBase}/${conversation.id}/members`;
      return ok(memberPage(members, queryOf(call.url), self, viewFor(guestId)));
    }
    case "member":
      return ok(oneMember(deps, conversation, id));
    case "leave":
      conversation.guestLeaves();
      return done;
    case "send": {
      const said = readMessage(body);
      const key = has(deps, "idempotency") ? call.header("idempotency-key") || null : null;
      return ok(messageView(conversation.send(id, said, key)));
    }
    case "typing":
      return ok(conversation.type(id));
    case "messages":
      return history(deps, conversation, call);
    case "message":
      return ok(messageView(found(transcript.messages.find((one) => one.id === id))));
    case "media-requests":
      return ok({ entities: invitations.all.map(mediaRequestView) });
    case "media-request":
      return ok(mediaRequestView(found(invitations.get(id))));
    case "answer-media-request":
      return ok(mediaRequestView(answerRequest(conversation, id, body)));
    case "extend-media-request":
      return extendRequest(deps, conversation, id);
    case "announce-file":
    case "file":
    case "remove-file":
      if (!has(deps, "attachments")) throw refusal("not.found");
      return aboutFile(conversation.files, route, call, body);
    case "queue":
      if (!has(deps, "queue")) throw refusal("not.found");
      return conversation.place === null ? done : ok(conversation.place);
    case "rating":
      if (!has(deps, "rating")) throw refusal("not.found");
      return rate(conversation, body);
  }
}

/**
 * Creates the eleven operations of the guest contract, and the guest's part of the extensions.
 * @throws Refusal
 */
export const createGuestOperations =
  (deps: GuestOperationsDeps) =>
  (call: Call): Answer => {
    const route = routeOf(call.method, call.url);
    if (route === null) throw refusal("not.found");
    return orRefuse(() => handle(deps, route, call));
  };
