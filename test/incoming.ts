import type {
  IncomingMessage,
  MemberId,
  MessageId,
} from "../src/transport/conversation/message.ts";
import type { IncomingMember } from "../src/transport/conversation/state.ts";

/** A message as a backend reports it. */
export const incomingMessage = (
  id: string,
  change: Partial<Omit<IncomingMessage, "id" | "senderId">> & { readonly senderId?: string } = {},
): IncomingMessage => ({
  kind: "text",
  body: id,
  content: [],
  at: 1,
  ...change,
  id: id as MessageId,
  senderId: (change.senderId ?? "agent") as MemberId,
});

/** A connected agent as a backend reports it. */
export const incomingMember = (
  id: string,
  change: Partial<Omit<IncomingMember, "id">> = {},
): IncomingMember => ({
  id: id as MemberId,
  name: "",
  role: "agent",
  state: "connected",
  avatarUrl: null,
  queueName: null,
  ...change,
});
