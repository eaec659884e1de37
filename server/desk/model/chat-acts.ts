import type { TransferTarget } from "../api/views.ts";
import type { Desk } from "./desk.ts";
import { select } from "./writing.ts";
import { sendable } from "./sendable-text.ts";

/*
 * The agent's actions on a chat. Each names its conversation, because the selection may change
 * before the response arrives. Each resolves with whether it is done; else `problem` says why not.
 */

/** How long the guest has to answer an invitation to share its screen, in seconds. */
const INVITATION_SECONDS = 120;

async function refreshChats({ lists, sync }: Desk): Promise<void> {
  await lists.refreshChats();
  sync.listsChanged();
}

export const endChat = (desk: Desk, id: string): Promise<boolean> =>
  desk.notices.attempt(async () => {
    await desk.client.end(id);
    await refreshChats(desk);
  }, "The chat was not ended.");

/** Hands the chat on, with the leg that the agent had when it was asked for. */
export const transferTo = (
  desk: Desk,
  id: string,
  legId: string,
  target: TransferTarget,
  note: string,
): Promise<boolean> =>
  desk.notices.attempt(async () => {
    await desk.client.transfer(id, legId, target, sendable(note));
    desk.work.peek().outbox.set(id, { transferNote: "" });
    await refreshChats(desk);
  }, "The chat was not transferred.");

/**
 * Saves the outcome of the agent's legs in a conversation.
 * @param code - null where the organization has no outcomes: the wrap-up is settled without one
 */
export const wrapUp = (
  desk: Desk,
  id: string,
  legIds: readonly string[],
  code: string | null,
  note: string,
): Promise<boolean> =>
  desk.notices.attempt(async () => {
    const { client, selection, sync, work } = desk;
    // The lists may change between the answer and this: no other tab has saved it then.
    sync.wrappingUp.add(id);
    try {
      for (const legId of legIds) await client.wrapUp(id, legId, code, sendable(note));
      work.peek().outbox.forget(id);
    } finally {
      sync.wrappingUp.delete(id);
    }
    if (selection.id.peek() === id) select(desk, null);
    await refreshChats(desk);
  }, "The wrap-up was not saved.");

export const setStatus = (desk: Desk, status: string): Promise<boolean> =>
  desk.notices.attempt(async () => {
    await desk.client.setStatus(status);
    await desk.lists.refreshMe();
  }, "Your status was not changed.");

/** Whether an invitation of this chat is open still, as far as the screen knows. */
const isInvited = ({ selection }: Desk, id: string): boolean =>
  selection.details.peek()?.id === id &&
  selection.details.peek()?.mediaRequests.some(({ state }) => state === "PENDING") === true;

/** Whether the guest's page may be able to share its screen: false only when it has said no. */
export const canShareScreen = ({ selection }: Desk, id: string): boolean =>
  selection.details.value?.id !== id ||
  selection.details.value.parlor.capabilities.screenShare !== false;

/** Asks the guest to share the screen. While an invitation is open, no second one is made. */
export async function askScreen(desk: Desk, id: string): Promise<void> {
  const { askingScreen, client, notices, selection } = desk;
  if (askingScreen.has(id) || !canShareScreen(desk, id)) return;
  askingScreen.add(id);
  await notices.attempt(async () => {
    // It may have run out, or been made, since the screen was drawn.
    await selection.refreshDetails(id);
    if (isInvited(desk, id)) {
      notices.say("The invitation to share the screen is still open.");
      return;
    }
    await client.askScreen(id, INVITATION_SECONDS);
    await selection.refreshDetails(id);
  }, "The guest was not asked to share the screen.");
  askingScreen.delete(id);
}
