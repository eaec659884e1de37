import type { IncomingMessage, MemberId } from "../../conversation/message.ts";
import type { IncomingMember } from "../../conversation/state.ts";
import { memberId, messageId } from "./read.ts";
import type { WireMessage } from "./wire-message.ts";

/*
 * The service reports no members: who is there follows from who writes. An agent comes with the
 * first message, and goes with the next agent's or with the end.
 */

export const BOT = memberId("bot");
/** A joining comes before the message that tells of it, and after the one before. */
const JOINED_BEFORE_MS = 0.005;

interface Turn {
  readonly at: number;
  readonly key: string;
  /** Null: the agents have left. */
  readonly agent: MemberId | null;
}

export interface Speakers {
  /** Notes messages in any order. */
  note(messages: readonly WireMessage[]): void;
  /**
   * The rows of those who came and went, for all messages noted so far.
   * @param isWhole - whether the first message of all is known, so that the first agent came there
   */
  rows(isWhole: boolean): readonly IncomingMessage[];
  /** All members; the agent of the newest message is connected. */
  members(): readonly IncomingMember[];
  /** The member who is writing, when the service says that somebody is. */
  current(): MemberId;
}

export const agentOf = ({ senderName }: Pick<WireMessage, "senderName">): MemberId =>
  memberId(`agent:${senderName}`);

/** The sender of a message that is not the guest's. */
export const senderOf = (message: WireMessage): MemberId =>
  message.isHuman ? agentOf(message) : BOT;

const row = (
  kind: "joined" | "left",
  key: string,
  senderId: MemberId,
  at: number,
): IncomingMessage => ({
  kind,
  id: messageId(`${kind}:${key}`),
  senderId,
  body: "",
  content: [],
  at,
});

export function createSpeakers(ownId: MemberId): Speakers {
  const members = new Map<MemberId, IncomingMember>();
  const known = new Set<string>();
  /** Messages whose sender has been said to have joined, or left, with them. */
  const announced = new Set<string>();
  let turns: readonly Turn[] = [];
  const last = (): Turn | undefined => turns.at(-1);

  function noteMember({ isHuman, senderName, senderPicture, ...message }: WireMessage): void {
    const id = senderOf({ ...message, isHuman, senderName, senderPicture });
    const before = members.get(id);
    members.set(id, {
      id,
      role: isHuman ? "agent" : "bot",
      state: "connected",
      name: senderName || (before?.name ?? ""),
      avatarUrl: senderPicture ?? before?.avatarUrl ?? null,
      queueName: null,
    });
  }
  function noteGuest(name: string): void {
    const facts = { state: "connected", avatarUrl: null, queueName: null } as const;
    members.set(ownId, { id: ownId, role: "guest", name, ...facts });
  }
  function noteTurn(key: string, at: number, agent: MemberId | null): void {
    if (known.has(key)) return;
    known.add(key);
    const after = turns.findLastIndex((turn) => turn.at <= at) + 1;
    turns = [...turns.slice(0, after), { at, key, agent }, ...turns.slice(after)];
  }
  return {
    note(messages) {
      for (const message of messages) {
        if (message.isOwn) {
          // Only the message of the sign-in has the guest's name.
          const isNamed = message.senderName !== "";
          if (isNamed && message.events.some(({ kind }) => kind === "signed-in"))
            noteGuest(message.senderName);
          continue;
        }
        const { key, at, isHuman, isShown, events } = message;
        if (isShown) noteMember(message);
        if (isShown && isHuman) noteTurn(key, at, agentOf(message));
        if (events.some(({ kind }) => kind === "left")) noteTurn(key, at, null);
      }
    },
    rows(isWhole) {
      let before: MemberId | null | undefined = isWhole ? null : undefined;
      return turns.flatMap(({ key, at, agent }, index) => {
        const was = before;
        before = agent;
        if (was === undefined || was === agent || announced.has(key)) return [];
        // A message that came late may be the first of an agent who has been announced.
        const next = turns[index + 1];
        if (next?.agent === agent && announced.has(next.key)) return [];
        announced.add(key);
        if (agent !== null) return row("joined", key, agent, at - JOINED_BEFORE_MS);
        return was === null ? [] : row("left", key, was, at);
      });
    },
    members: () =>
      [...members.values()].map((member) =>
        member.role === "agent" && member.id !== last()?.agent
          ? { ...member, state: "disconnected" }
          : member,
      ),
    current: () => last()?.agent ?? BOT,
  };
}
