import type { MediaView, Participant } from "../api/views.ts";
import { guestLabel } from "./names.ts";

/*
 * An agent's own legs in a conversation. It has several when the conversation was transferred and
 * came back.
 */

const legsOf = (chat: MediaView, userId: string): readonly Participant[] =>
  chat.participants.filter((one) => one.purpose === "agent" && one.user?.id === userId);

/** The leg with which the agent talks to the guest now. */
export const talkingLeg = (chat: MediaView, userId: string): Participant | undefined =>
  legsOf(chat, userId).findLast((one) => one.state === "connected");

/** The leg with which the chat is offered, or handed on, to this agent at this moment. */
export const alertingLeg = (chat: MediaView, userId: string): Participant | undefined =>
  legsOf(chat, userId).findLast((one) => one.state === "alerting");

/** The legs that talked, are over, and have no outcome yet. */
export const owedLegs = (chat: MediaView, userId: string): readonly Participant[] =>
  legsOf(chat, userId).filter(
    ({ state, connectedTime, wrapup, wrapupSkipped }) =>
      state !== "connected" &&
      state !== "alerting" &&
      connectedTime !== undefined &&
      wrapupSkipped !== true &&
      (wrapup === undefined || wrapup.provisional === true),
  );

/** Whether the agent's last leg was an offer that went on to somebody else unanswered. */
export function hasMissedOffer(chat: MediaView, userId: string): boolean {
  const last = legsOf(chat, userId).at(-1);
  return (
    last?.state === "disconnected" &&
    last.connectedTime === undefined &&
    ["transfer.noanswer", "client"].includes(last.disconnectType ?? "")
  );
}

/** The colleague who talked to the guest last and handed the chat on, or undefined. */
export const transferredBy = (chat: MediaView, userId: string): Participant | undefined =>
  chat.participants.findLast(
    (one) =>
      one.purpose === "agent" &&
      one.user?.id !== userId &&
      one.connectedTime !== undefined &&
      one.disconnectType === "transfer",
  );

/** The guest's name as the desk shows it. */
export const guestName = (chat: MediaView): string =>
  guestLabel(chat.participants.find((one) => one.purpose === "customer")?.name ?? "", chat.id);
