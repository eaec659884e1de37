import type { HttpAnswer, HttpRequest } from "../../src/transport/ports/http.ts";

/* The answers of a good server, in the contract's shapes; hostile answers are derived from them. */

export const GUEST = "11111111-1111-4111-8111-111111111111";
export const AGENT = "22222222-2222-4222-8222-222222222222";
export const CONVERSATION = "33333333-3333-4333-8333-333333333333";

const topic = `v2.conversations.chats.${CONVERSATION}`;
const AT = "2026-01-05T12:00:01.000Z";

const messageOf = (id: string, senderId: string, body: string): object => ({
  id,
  conversation: { id: CONVERSATION },
  sender: { id: senderId },
  body,
  bodyType: "standard",
  timestamp: AT,
});

const memberOf = (id: string, role: string, displayName: string): object => ({
  id,
  displayName,
  role,
  state: "CONNECTED",
  avatarImageUrl: "https://example.test/a.png",
  joinDate: AT,
  customFields: { queueName: "Bookings" },
});

const members = [memberOf(GUEST, "CUSTOMER", "Mara"), memberOf(AGENT, "AGENT", "Noor Haddad")];

export const messageFrame = (id: string, body: string): object => ({
  topicName: `${topic}.messages`,
  version: "2",
  eventBody: messageOf(id, AGENT, body),
  metadata: { CorrelationId: "c", type: "message" },
});

const memberFrame = (id: string, state: string): object => ({
  topicName: `${topic}.members`,
  version: "2",
  eventBody: { conversation: { id: CONVERSATION }, member: { id, state }, timestamp: AT },
  metadata: { CorrelationId: "c", type: "member-change" },
});

export const ownArrival = memberFrame(GUEST, "CONNECTED");

/** One frame of each type. */
export const goodFrames: readonly object[] = [
  ownArrival,
  messageFrame("m-1", "Hello"),
  {
    ...messageFrame("m-2", ""),
    eventBody: { ...messageOf("m-2", AGENT, ""), bodyType: "member-join" },
  },
  {
    ...messageFrame("m-3", ""),
    eventBody: { ...messageOf("m-3", AGENT, ""), bodyType: "media-request" },
  },
  memberFrame(AGENT, "CONNECTED"),
  memberFrame(AGENT, "DISCONNECTED"),
  {
    ...memberFrame(AGENT, "DISCONNECTED"),
    eventBody: { member: { id: AGENT, state: "DISCONNECTED", reason: "transfer" }, timestamp: AT },
  },
  memberFrame("44444444-4444-4444-8444-444444444444", "ALERTING"),
  {
    topicName: `${topic}.messages`,
    version: "2",
    eventBody: {
      id: "t-1",
      conversation: { id: CONVERSATION },
      sender: { id: AGENT },
      timestamp: AT,
    },
    metadata: { CorrelationId: "c", type: "typing-indicator" },
  },
  {
    topicName: `v2.parlor.chats.${CONVERSATION}.queue`,
    version: "2",
    eventBody: { name: "Bookings", position: 3, ahead: 2, estimatedWaitSeconds: 60 },
    metadata: { CorrelationId: "c", type: "parlor.queue" },
  },
  { topicName: "channel.metadata", eventBody: { message: "WebSocket Heartbeat" } },
];

const created = {
  id: CONVERSATION,
  jwt: "a.b.c",
  eventStreamUri: "wss://chat.example/chat/jwt/a.b.c",
  member: { id: GUEST },
  extensions: ["idempotency", "poll", "queue", "rating", "end-reason", "transfer"],
};
const page = {
  pageSize: 100,
  entities: [messageOf("m-0", AGENT, "Welcome")],
  members,
  typing: [AGENT],
  next: "/api/v2/webchat/guest/conversations/x/messages?after=m-0",
  selfUri: "/api/v2/webchat/guest/conversations/x/messages",
};
const media = {
  entities: [
    { id: "r-1", types: ["SCREENSHARE"], state: "PENDING", communicationId: "k", securityKey: "s" },
  ],
};
const refusal = {
  message: "Rate limit exceeded the maximum. Retry the request in [3] seconds",
  code: "too.many.requests.retry.after",
  status: 429,
  messageParams: { retryAfter: "3" },
  contextId: "c",
  details: [],
  errors: [],
};

/** One body of each operation, and a refusal. */
export const goodBodies: readonly object[] = [
  created,
  page,
  { entities: members, pageSize: 100, pageNumber: 1, total: 2, pageCount: 1 },
  memberOf(AGENT, "AGENT", "Noor Haddad"),
  messageOf("m-9", GUEST, "Hello"),
  { name: "Bookings", position: 3, ahead: 2, estimatedWaitSeconds: 60 },
  media,
  refusal,
];

let count = 0;

export function goodAnswer({ method, url, body }: HttpRequest): HttpAnswer {
  const answer = (value: unknown): HttpAnswer => ({ status: 200, header: () => null, body: value });
  const { pathname } = new URL(url);
  if (method === "POST" && pathname.endsWith("/conversations")) return answer(created);
  if (method === "POST" && pathname.endsWith("/messages"))
    return answer(messageOf(`sent-${count++}`, GUEST, String((body as { body?: unknown }).body)));
  if (pathname.endsWith("/messages")) return answer({ ...page, next: undefined });
  if (pathname.endsWith("/members"))
    return answer({ entities: members, pageSize: 100, pageNumber: 1, total: 2, pageCount: 1 });
  if (pathname.endsWith("/mediarequests")) return answer(media);
  if (pathname.includes("/mediarequests/")) return answer(media.entities[0]);
  if (pathname.endsWith("/queue")) return answer(goodBodies[5]);
  if (pathname.endsWith(AGENT)) return answer(members[1]);
  return method === "GET" ? answer(members[0]) : answer(null);
}
