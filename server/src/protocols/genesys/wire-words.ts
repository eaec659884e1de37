import type { BodyType, Member, MemberRole, MemberState, Message } from "../../domain/model.ts";

/* The contract's words for the domain's. */

type WireRole = "CUSTOMER" | "ACD" | "WORKFLOW" | "AGENT";
type WireState = "ALERTING" | "CONNECTED" | "DISCONNECTED";
type WireBodyType = "standard" | "notice" | "member-join" | "member-leave" | "media-request";

export type WireMember = Omit<Member, "role" | "state"> & {
  readonly role: WireRole;
  readonly state: WireState;
};
export type WireMessage = Omit<Message, "bodyType"> & { readonly bodyType: WireBodyType };

const roles: Readonly<Record<MemberRole, WireRole>> = {
  guest: "CUSTOMER",
  queue: "ACD",
  bot: "WORKFLOW",
  agent: "AGENT",
};

const states: Readonly<Record<MemberState, WireState>> = {
  alerting: "ALERTING",
  connected: "CONNECTED",
  disconnected: "DISCONNECTED",
};

const bodyTypes: Readonly<Record<BodyType, WireBodyType>> = {
  standard: "standard",
  notice: "notice",
  joined: "member-join",
  left: "member-leave",
  "media-request": "media-request",
};

export function wireMember(member: Member): WireMember {
  return { ...member, role: roles[member.role], state: states[member.state] };
}

export function wireMessage(message: Message): WireMessage {
  return { ...message, bodyType: bodyTypes[message.bodyType] };
}
