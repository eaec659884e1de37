import { ApiProblem } from "../api/api-problem.ts";
import type { MediaView } from "../api/views.ts";
import type { Desk } from "./desk.ts";
import { guestName } from "./legs.ts";
import type { Offer } from "./offers.ts";

/** Why no more chats can be taken. */
export const capacityWords = ({ lists }: Desk): string =>
  `You have ${lists.talking.value.length} of ${lists.capacity()} chats.`;

/** The server counts offers that ring, too. */
const limitWords = (desk: Desk): string =>
  desk.lists.isFull.value
    ? capacityWords(desk)
    : `You have reached your limit of ${desk.lists.capacity()} chats.`;

function explainTake(desk: Desk, error: unknown): string {
  const isConflict = error instanceof ApiProblem && error.status === 409;
  if (!isConflict) return desk.notices.explain(error, "No chat was taken.");
  if (error.code === "agent.capacity.reached")
    return `${limitWords(desk)} End or transfer one before you take another.`;
  return "This guest is no longer waiting: somebody else was faster, or the guest has left.";
}

/**
 * Accepts a waiting guest, and shows the conversation unless the agent has selected another one
 * meanwhile. A second press before the answer does nothing: it must not accept another guest.
 * @returns whether the guest was taken; else `problem` says why not
 */
export async function take(desk: Desk, id: string | "next"): Promise<boolean> {
  const { client, lists, notices, selection, sync, taking } = desk;
  if (taking.has(id)) return false;
  taking.add(id);
  notices.problem.value = "";
  const before = selection.id.peek();
  let chat: MediaView;
  try {
    chat = await client.take(id);
    sync.apply(chat);
  } catch (error) {
    notices.problem.value = explainTake(desk, error);
    await Promise.all([lists.refreshWaiting(), lists.refreshChats()]).catch(desk.missed);
    taking.delete(id);
    sync.listsChanged();
    return false;
  }
  taking.delete(id);
  lists.applyWaiting(chat.id, null);
  sync.listsChanged();
  // Text that is being typed must not land in the new guest's field.
  if (selection.id.peek() === before && !desk.isWriting()) sync.select(chat.id, true);
  else notices.say(`You have taken the chat with ${guestName(chat)}.`);
  return true;
}

/** The guest goes on to the next agent. */
export const decline = (desk: Desk, { id, legId }: Offer): Promise<boolean> =>
  desk.notices.attempt(async () => {
    await desk.client.leave(id, legId);
    await desk.lists.refreshChats();
    desk.sync.listsChanged();
  }, "The offer was not declined.");
