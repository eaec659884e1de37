import { deploymentsBase, guestBase, parlorGuestBase } from "parlor-contract/addresses";

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
  | "extend-media-request"
  | "queue"
  | "rating"
  | "status"
  | "announce-file"
  | "put-file"
  | "file"
  | "remove-file"
  | "read-file";

/**
 * A route: the operation, and the ids in the path of the request.
 * @internal
 */
export interface GuestRoute {
  readonly operation: GuestOperation;
  /** Empty for a new conversation; of `status` it is the id of the deployment. */
  readonly conversationId: string;
  /** The id at the end of the path, of a member, a message or a media request; else empty. */
  readonly id: string;
  /** The name of that id in the contract. */
  readonly idName: string;
}

/**
 * The host of the fake server's own addresses.
 * @internal
 */
export const HOST = "parlor.test";

type Entry = readonly [GuestOperation, method: string, template: string];

const one = `${guestBase}/{conversationId}`;
const entries: readonly Entry[] = [
  ["create", "POST", guestBase],
  ["members", "GET", `${one}/members`],
  ["member", "GET", `${one}/members/{memberId}`],
  ["leave", "DELETE", `${one}/members/{memberId}`],
  ["send", "POST", `${one}/members/{memberId}/messages`],
  ["typing", "POST", `${one}/members/{memberId}/typing`],
  ["messages", "GET", `${one}/messages`],
  ["message", "GET", `${one}/messages/{messageId}`],
  ["media-requests", "GET", `${one}/mediarequests`],
  ["media-request", "GET", `${one}/mediarequests/{mediaRequestId}`],
  ["answer-media-request", "PATCH", `${one}/mediarequests/{mediaRequestId}`],
  [
    "extend-media-request",
    "POST",
    `${parlorGuestBase}/{conversationId}/mediarequests/{mediaRequestId}/extend`,
  ],
  ["announce-file", "POST", `${parlorGuestBase}/{conversationId}/attachments`],
  ["file", "GET", `${parlorGuestBase}/{conversationId}/attachments/{attachmentId}`],
  ["remove-file", "DELETE", `${parlorGuestBase}/{conversationId}/attachments/{attachmentId}`],
  ["put-file", "PUT", "/files/in/{attachmentId}"],
  ["read-file", "GET", "/files/{attachmentId}/{name}"],
  ["queue", "GET", `${parlorGuestBase}/{conversationId}/queue`],
  ["rating", "POST", `${parlorGuestBase}/{conversationId}/rating`],
  ["status", "GET", `${deploymentsBase}/{deploymentId}/status`],
];

const routes = entries.map(([operation, method, template]) => ({
  operation,
  method,
  pattern: new RegExp(`^${template.replace(/\{\w+\}/g, "([^/]+)")}$`),
  idName: /\{([ma]\w+Id)\}/.exec(template)?.[1] ?? "memberId",
}));

/**
 * Whether an address belongs to the guest API.
 * @internal
 */
export const isGuestApi = ({ host, pathname }: URL): boolean =>
  (host === HOST && pathname.startsWith("/files/")) ||
  [guestBase, parlorGuestBase, deploymentsBase].some(
    (base) => pathname === base || pathname.startsWith(`${base}/`),
  );

/**
 * The route of a request; null if there is none.
 * @internal
 */
export function routeOf(method: string, { pathname }: URL): GuestRoute | null {
  for (const { operation, method: itsMethod, pattern, idName } of routes) {
    const found = method === itsMethod ? pattern.exec(pathname) : null;
    if (found === null) continue;
    const [, conversationId = "", id = ""] = found;
    return { operation, conversationId, id, idName };
  }
  return null;
}
