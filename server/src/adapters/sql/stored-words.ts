import type { BodyType, MemberRole, MemberState } from "../../domain/model.ts";

/*
 * The spelling of enumerations in the database, which is that of version 0.1.0. The tables are
 * complete in both directions, so that no row is rewritten when the domain's words change.
 */

type StoredRole = "CUSTOMER" | "ACD" | "WORKFLOW" | "AGENT";
type StoredState = "ALERTING" | "CONNECTED" | "DISCONNECTED";
type StoredBodyType = "standard" | "notice" | "member-join" | "member-leave" | "media-request";

export const storedRoles: Readonly<Record<MemberRole, StoredRole>> = {
  guest: "CUSTOMER",
  queue: "ACD",
  bot: "WORKFLOW",
  agent: "AGENT",
};

export const roles: Readonly<Record<StoredRole, MemberRole>> = {
  CUSTOMER: "guest",
  ACD: "queue",
  WORKFLOW: "bot",
  AGENT: "agent",
};

export const storedStates: Readonly<Record<MemberState, StoredState>> = {
  alerting: "ALERTING",
  connected: "CONNECTED",
  disconnected: "DISCONNECTED",
};

export const states: Readonly<Record<StoredState, MemberState>> = {
  ALERTING: "alerting",
  CONNECTED: "connected",
  DISCONNECTED: "disconnected",
};

export const storedBodyTypes: Readonly<Record<BodyType, StoredBodyType>> = {
  standard: "standard",
  notice: "notice",
  joined: "member-join",
  left: "member-leave",
  "media-request": "media-request",
};

export const bodyTypes: Readonly<Record<StoredBodyType, BodyType>> = {
  standard: "standard",
  notice: "notice",
  "member-join": "joined",
  "member-leave": "left",
  "media-request": "media-request",
};
