import { computed, type ReadonlySignal } from "@preact/signals";
import type { MediaView, Waiting } from "../api/views.ts";
import type { ChatLists } from "./chat-lists.ts";
import { alertingLeg, guestName, transferredBy } from "./legs.ts";
import { isolatedName } from "./names.ts";

/** Who has handed a chat on, and the queue in which that agent had it. */
export interface Colleague {
  readonly name: string;
  readonly queue: string | null;
}

/** A guest who is offered to this agent, or handed on to it, and waits for the answer. */
export interface Offer {
  readonly id: string;
  readonly legId: string;
  readonly name: string;
  /** The guest's subject, or the queue. */
  readonly topic: string;
  readonly language: string | null;
  /** The last line that the guest wrote, when the agent's own queues tell it. */
  readonly text: string | null;
  /** The colleague who handed the chat on; null for a new guest. */
  readonly from: Colleague | null;
  /** The colleague whose lost connection brought the chat back to the line. */
  readonly lostAgent: string | null;
  readonly startedAt: number;
  readonly ringsForMs: number;
}

/** For a server that does not tell how long an offer rings. */
const DEFAULT_RING_MS = 30_000;

function offerOf(chat: MediaView, userId: string, line: Waiting | undefined): readonly Offer[] {
  const leg = alertingLeg(chat, userId);
  if (leg === undefined) return [];
  const queue = chat.participants.findLast((one) => one.purpose === "acd");
  const from = transferredBy(chat, userId);
  return [
    {
      id: chat.id,
      legId: leg.id,
      name: guestName(chat),
      topic: line?.subject ?? queue?.name ?? line?.queue.name ?? "",
      language: leg.conversationRoutingData?.language?.name ?? null,
      text: line?.lastText ?? null,
      from: from === undefined ? null : { name: from.name ?? "", queue: from.queue?.name ?? null },
      lostAgent: line?.lostAgent ?? null,
      startedAt: Date.parse(leg.startAlertingTime ?? "") || 0,
      ringsForMs: leg.alertingTimeoutMs ?? DEFAULT_RING_MS,
    },
  ];
}

/** The open offers, the one that runs out first on top. */
export const offersOf = (lists: ChatLists): ReadonlySignal<readonly Offer[]> =>
  computed(() => {
    const userId = lists.me.value?.id ?? "";
    return lists.ringing.value
      .flatMap((chat) =>
        offerOf(
          chat,
          userId,
          lists.inLine.value.find((one) => one.id === chat.id),
        ),
      )
      .toSorted((a, b) => a.startedAt + a.ringsForMs - (b.startedAt + b.ringsForMs));
  });

/** The colleague and the queue that a chat comes from. */
export const colleagueWords = ({ name, queue }: Colleague): string =>
  [isolatedName(name), queue === null ? "" : isolatedName(queue)].filter(Boolean).join(", ");

/**
 * The time that the offer still rings, in ms. It stays between 0 and the whole time, because the
 * server's clock is known to about two seconds only.
 */
export const remainingMs = ({ startedAt, ringsForMs }: Offer, now: number): number =>
  Math.min(ringsForMs, Math.max(0, startedAt + ringsForMs - now));
