import type { Details, MediaView, Participant } from "../api/views.ts";
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

export type Absence = Details["absences"][number];

/**
 * Agents whose connection was lost between two moments, while the chat stayed with them.
 * @param details - null when they are not known, or are those of another chat
 */
export function absencesBetween(
  details: Pick<Details, "absences"> | null,
  after: number,
  before: number,
): readonly Absence[] {
  return (details?.absences ?? []).filter(({ since }) => {
    const at = Date.parse(since);
    return at > after && at <= before;
  });
}

/** The words of the notice, behind the agent's name. @param back - the time of its return */
export function absenceWords(isOwn: boolean, back: string | null, guest: string): string {
  const told = isOwn ? `. ${guest} was told` : "";
  if (back === null) return `lost the connection${told}`;
  return `lost the connection, and ${isOwn ? "were" : "was"} back at ${back}${told}`;
}

/** The parts of one moment are over at the same time, but for the clock's resolution, in ms. */
const SAME_MS = 2_000;

const endedAt = ({ state, endTime }: Participant, at: number): boolean =>
  state !== "connected" && Math.abs(Date.parse(endTime ?? "") - at) < SAME_MS;

/** The guest's part, if it has ended at that moment, and with it the conversation. */
const guestWhoEnded = ({ participants }: MediaView, at: number): Participant | undefined =>
  participants.find((one) => one.purpose === "customer" && endedAt(one, at));

/** Whether the agent's part has ended because the agent's connection was lost. */
export const hasLostConnection = (chat: MediaView, leg: Participant): boolean =>
  leg.disconnectType === "transport.failure" &&
  guestWhoEnded(chat, Date.parse(leg.endTime ?? "")) === undefined;

/** How an agent's part in a chat has ended, for the notice in the log. */
export interface Leaving {
  readonly icon: "lost" | "end" | "none";
  /** The one whose name stands before the words; `nobody`: they are a sentence by themselves. */
  readonly of: "agent" | "guest" | "nobody";
  readonly words: string;
}

const left: Leaving = { icon: "none", of: "agent", words: "left the chat" };

/** The end of the conversation, by the way in which the guest's part has ended. */
const ends: Readonly<Record<string, Leaving>> = {
  peer: { icon: "end", of: "guest", words: "ended the chat" },
  client: { icon: "end", of: "agent", words: "ended the chat" },
  inactivity: {
    icon: "end",
    of: "nobody",
    words: "The chat has ended, because nobody had written for a while",
  },
  "transport.failure": {
    icon: "end",
    of: "guest",
    words: "was away for too long. The chat has ended",
  },
};
const ended: Leaving = { icon: "end", of: "nobody", words: "The chat has ended" };

/**
 * How this agent, who left the chat at that time, has done so.
 * @param chat - null when only the messages are known
 */
export function leavingOf(chat: MediaView | null, userId: string | undefined, at: number): Leaving {
  const guest = chat === null ? undefined : guestWhoEnded(chat, at);
  if (guest !== undefined) return ends[guest.disconnectType ?? ""] ?? ended;
  const leg = chat?.participants.find((one) => one.user?.id === userId && endedAt(one, at));
  if (chat === null || userId === undefined || leg === undefined) return left;
  if (leg.disconnectType === "transfer") return { ...left, words: "passed the chat on" };
  return hasLostConnection(chat, leg)
    ? { icon: "lost", of: "agent", words: lostWords(chat) }
    : left;
}

/** The notice in the log where an agent's connection was lost. */
const lostWords = ({ participants }: MediaView): string =>
  participants.some((one) => one.purpose === "customer" && one.state === "connected")
    ? "lost the connection. The chat came back to the line"
    : "lost the connection";
