import { effect, untracked } from "@preact/signals";
import type { Desk } from "./desk.ts";
import { bannerWords } from "./connection.ts";
import { guestName } from "./legs.ts";
import { missedName } from "./missed.ts";
import { remainingMs } from "./offers.ts";
import { guestLabel, plainName, shortLabel } from "./names.ts";
import { awayWords } from "./presence.ts";
import { ANSWER_LATE_MS, ANSWER_SOON_MS } from "./summary.ts";

const HURRY_MS = 10_000;

/** Runs each of several announcements once. */
class Once {
  #said = new Set<string>();

  say(key: string, announce: () => void): void {
    if (this.#said.has(key)) return;
    this.#said.add(key);
    announce();
  }
}

/** Reads out guests who are missed from now on. Those of the first look stand in the list. */
function announceMissed({ connection, lists, notices }: Desk): () => void {
  const known = new Set<string>();
  let isFirstLook = true;
  return effect(() => {
    const news = lists.toAnswer.value.filter(({ id }) => !known.has(id));
    for (const { id } of news) known.add(id);
    const [first, ...more] = news;
    if (first !== undefined && !isFirstLook)
      notices.say(
        more.length === 0
          ? `A message to answer: ${plainName(missedName(first))}`
          : `${news.length} messages to answer`,
      );
    if (connection.channel.value?.status.value.kind === "live") isFirstLook = false;
  });
}

/** Reads out that the guest of the selected chat has gone, and that it is back. */
function announceAway({ lists, notices, selection }: Desk): () => void {
  let away: string | null = null;
  return effect(() => {
    const details = selection.details.value;
    if (details === null || lists.find(details.id) === undefined) return;
    const { id, guest } = details;
    const name = guestLabel(guest.name, id);
    if (guest.awaySince !== null && away !== id) notices.say(awayWords(name));
    if (guest.awaySince === null && away === id)
      notices.say(`${plainName(shortLabel(name))} is back`);
    away = guest.awaySince === null ? (away === id ? null : away) : id;
  });
}

/** Reads out guests who begin to wait. Those of the first look stand in the list. */
function announceWaiting({ connection, lists, notices }: Desk): () => void {
  let known = new Set<string>();
  let isFirstLook = true;
  return effect(() => {
    const news = lists.waiting.value.filter(({ id }) => !known.has(id));
    // One who was offered to this agent has been announced by the offer.
    known = new Set(lists.inLine.value.map(({ id }) => id));
    const [first, ...more] = news;
    if (first !== undefined && !isFirstLook)
      notices.say(
        more.length === 0
          ? `A guest is waiting: ${plainName(guestLabel(first.guest.name, first.id))}, ${first.subject ?? first.queue.name}`
          : `${news.length} more guests are waiting`,
      );
    if (connection.channel.value?.status.value.kind === "live") isFirstLook = false;
  });
}

/** Reads out that a chat of the agent is over, whoever has ended it. */
function announceEnds({ lists, notices }: Desk): () => void {
  let before = new Map<string, string>();
  return effect(() => {
    const talking = new Map(lists.talking.value.map((chat) => [chat.id, guestName(chat)]));
    for (const [id, name] of before)
      if (!talking.has(id)) notices.say(`The chat with ${plainName(name)} is over.`);
    before = talking;
  });
}

/**
 * Reads out who begins to wait, who waits too long for an answer, which guests are offered, and
 * how the connection is. Nothing is said about the list's order.
 * @returns the undo
 */
export function startAnnouncing(desk: Desk): () => void {
  const once = new Once();
  const { lists, notices, offers, summaries } = desk;
  const { now } = desk.connection;
  const undoWaits = effect(() => {
    for (const chat of lists.talking.value) {
      const since = summaries.value.get(chat.id)?.waitsSince ?? null;
      if (since === null) continue;
      const ms = now.value - since;
      const limit = ms >= ANSWER_LATE_MS ? ANSWER_LATE_MS : ANSWER_SOON_MS;
      if (ms < limit) continue;
      const words = `${plainName(guestName(chat))} waits for you, ${limit / 60_000} minutes`;
      once.say(`${chat.id} ${since} ${limit}`, () => notices.say(words));
    }
  });
  const undoOffers = effect(() => {
    for (const offer of offers.value) {
      const { legId, topic, from } = offer;
      const ms = remainingMs(offer, now.value);
      const name = plainName(offer.name);
      const words =
        from === null
          ? `A guest for you: ${name}, ${topic}.`
          : `A transfer for you: ${name}, from ${plainName(from.name)}.`;
      const seconds = Math.round(ms / 1_000);
      once.say(legId, () => notices.say(`${words} ${seconds} seconds to answer.`, true));
      if (ms <= HURRY_MS) once.say(`${legId} hurry`, () => notices.say(`${seconds} seconds`, true));
    }
  });
  const undoMissed = announceMissed(desk);
  const undoWaiting = announceWaiting(desk);
  const undoEnds = announceEnds(desk);
  const undoAway = announceAway(desk);
  const undoBanner = effect(() => {
    const state = desk.connection.banner.value;
    if (state !== "none")
      notices.say(untracked(() => bannerWords(state, desk.work.value.count().messages).join(" ")));
  });
  return () => {
    undoBanner();
    undoMissed();
    undoWaiting();
    undoEnds();
    undoAway();
    undoWaits();
    undoOffers();
  };
}
