import type * as wire from "parlor-contract/records";
import type { BodyType, Member, MemberRole, MemberState, Message } from "../../domain/model.ts";

/* The contract's words for the domain's. */

export type WireMember = Omit<Member, "role" | "state"> & {
  readonly role: wire.MemberRole;
  readonly state: wire.MemberState;
};
export type WireMessage = Omit<Message, "bodyType"> & { readonly bodyType: wire.BodyType };

const roles: Readonly<Record<MemberRole, wire.MemberRole>> = {
  guest: "CUSTOMER",
  queue: "ACD",
  bot: "WORKFLOW",
  agent: "AGENT",
};

const states: Readonly<Record<MemberState, wire.MemberState>> = {
  alerting: "ALERTING",
  connected: "CONNECTED",
  disconnected: "DISCONNECTED",
};

const bodyTypes: Readonly<Record<BodyType, wire.BodyType>> = {
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
