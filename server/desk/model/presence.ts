import type { MediaView, Participant } from "../api/views.ts";
import { isolatedName, shortLabel } from "./names.ts";

/* Guests whose page is closed, and agents whose connection was lost. */

/** A page that is gone for a shorter time may be on its way to the next one, in ms. */
const AWAY_MS = 30_000;

/** Since when a waiting guest is away; null while its page is there, or has gone only just now. */
export function awaySince(since: string | null, now: number): number | null {
  if (since === null) return null;
  const at = Date.parse(since);
  return now - at >= AWAY_MS ? at : null;
}

/** The notice in the log while the guest's page is closed. */
export const awayWords = (name: string): string =>
  `${isolatedName(shortLabel(name))}’s window is closed. What you write will be there when it opens again`;

/** Whether the agent's part has ended because its connection was lost. */
export const hasLostConnection = ({ disconnectType }: Participant): boolean =>
  disconnectType === "transport.failure";

/** The notice in the log where an agent's connection was lost. */
export const lostWords = (chat: MediaView | null): string =>
  chat?.participants.some((one) => one.purpose === "customer" && one.state === "connected")
    ? "lost the connection. The chat came back to the line"
    : "lost the connection";

/** A leaving and its notice are of one moment, but for the clock's resolution, in ms. */
const SAME_MS = 2_000;

/** Whether this agent, who left the chat at that time, had lost the connection. */
export const wasLost = (chat: MediaView | null, userId: string | undefined, at: number): boolean =>
  chat?.participants.some(
    (one) =>
      hasLostConnection(one) &&
      one.user?.id === userId &&
      Math.abs(Date.parse(one.endTime ?? "") - at) < SAME_MS,
  ) === true;
