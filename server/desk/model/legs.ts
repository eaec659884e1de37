import type { MediaView, Participant } from "../api/agent-client.ts";

/*
 * An agent's own legs in a conversation. It has several when the conversation was transferred and
 * came back.
 */

const legsOf = (chat: MediaView, userId: string): readonly Participant[] =>
  chat.participants.filter((one) => one.purpose === "agent" && one.user?.id === userId);

/** The leg with which the agent talks to the guest now. */
export const talkingLeg = (chat: MediaView, userId: string): Participant | undefined =>
  legsOf(chat, userId).findLast((one) => one.state === "connected");

/** Whether the chat is offered, or handed on, to this agent at this moment. */
export const isAlerting = (chat: MediaView, userId: string): boolean =>
  legsOf(chat, userId).some((one) => one.state === "alerting");

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
