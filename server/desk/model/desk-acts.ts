import { ApiProblem, call, chatPath, type MediaView } from "../api/agent-client.ts";
import { outbox } from "./desk-outbox.ts";
import {
  attempt,
  details,
  explain,
  guestName,
  isFull,
  legIn,
  me,
  problem,
  refresh,
  refreshDetails,
  refreshMessages,
  select,
  selected,
  signOut,
  spoken,
  talking,
  wrappingUp,
} from "./desk-state.ts";
import { focusHome, isWriting } from "../ui/focus.ts";
import { communications } from "../api/post-message.ts";
import { sendable } from "./sendable-text.ts";

/*
 * The agent's actions. Each names its conversation, because the selection may change before the
 * response arrives.
 */

const TYPING_OUT_MS = 3_000;

const capacity = (): number => me.value?.parlor.capacity ?? 0;

/** Why no more chats can be taken. */
export const capacityWords = (): string =>
  `You have ${talking.value.length} of ${capacity()} chats.`;

/** The server counts offers that ring, too. */
const limitWords = (): string =>
  isFull.value ? capacityWords() : `You have reached your limit of ${capacity()} chats.`;

function explainTake(error: unknown): string {
  const isConflict = error instanceof ApiProblem && error.status === 409;
  if (!isConflict) return explain(error, "No chat was taken.");
  if (error.code === "agent.capacity.reached")
    return `${limitWords()} End or transfer one before you take another.`;
  return "This guest is no longer waiting: somebody else was faster, or the guest has left.";
}

/**
 * Accept requests in progress: a second press before the response and the new lists must not accept
 * another guest.
 */
const taking = new Set<string>();

/**
 * Accepts a waiting guest, and shows the conversation unless the agent has selected another one
 * meanwhile.
 */
export async function take(id: string | "next"): Promise<void> {
  if (taking.has(id)) return;
  taking.add(id);
  problem.value = "";
  const before = selected.value;
  let chat: MediaView;
  try {
    chat = (await call("POST", `/api/v2/parlor/chats/waiting/${id}/take`)) as MediaView;
    await refresh();
  } catch (error) {
    await refresh();
    problem.value = explainTake(error);
    // The button may have gone with the guest.
    queueMicrotask(focusHome);
    return;
  } finally {
    taking.delete(id);
  }
  // Text that is being typed must not land in the new guest's field.
  if (selected.value === before && !isWriting())
    await attempt(() => select(chat.id), "The conversation could not be loaded.");
  else spoken.value = `You have taken the chat with ${guestName(chat)}.`;
}

/** Sends with the leg that the agent has in that conversation now. */
export function send(conversationId: string, body: string): void {
  outbox().write(conversationId, legIn(conversationId), body);
}

export function retry(conversationId: string, key: string): void {
  outbox().retry(conversationId, key, legIn(conversationId));
  // Its history may show that it has arrived after all.
  refreshMessages(conversationId).catch(() => undefined);
}

const toldTypingAt = new Map<string, number>();

export function tellTyping(conversationId: string): void {
  const communicationId = communications.known(legIn(conversationId) ?? "");
  const at = Date.now();
  if (communicationId === undefined) return;
  if (at - (toldTypingAt.get(conversationId) ?? 0) < TYPING_OUT_MS) return;
  toldTypingAt.set(conversationId, at);
  call("POST", `${chatPath(conversationId)}/communications/${communicationId}/typing`).catch(
    () => undefined,
  );
}

export const endChat = (conversationId: string): Promise<boolean> =>
  attempt(async () => {
    await call("PATCH", chatPath(conversationId), { state: "disconnected" });
    await refresh();
  }, "The chat was not ended.");

/** Hands the chat on, with the leg that the agent had when it was asked for. */
export const transferTo = (
  conversationId: string,
  legId: string,
  target: { readonly queueId: string } | { readonly userId: string },
  note: string,
): Promise<boolean> =>
  attempt(async () => {
    const words = sendable(note);
    await call(
      "POST",
      `${chatPath(conversationId)}/participants/${legId}/replace`,
      target,
      words === "" ? {} : { "parlor-transfer-note": encodeURIComponent(words) },
    );
    outbox().set(conversationId, { transferNote: "" });
    await refresh();
  }, "The chat was not transferred.");

/**
 * Saves what came of the agent's legs in a conversation.
 * @param code - null where the organization has no outcomes: the wrap-up is settled without one
 */
export const wrapUp = (
  conversationId: string,
  legIds: readonly string[],
  code: string | null,
  note: string,
): Promise<boolean> =>
  attempt(async () => {
    const notes = sendable(note);
    const body =
      code === null
        ? { wrapupSkipped: true }
        : { wrapup: { code, ...(notes !== "" && { notes }) } };
    // A look at the lists may come between the answer and this: no other tab has saved it then.
    wrappingUp.add(conversationId);
    try {
      for (const legId of legIds)
        await call("PATCH", `${chatPath(conversationId)}/participants/${legId}`, body);
      outbox().forget(conversationId);
    } finally {
      wrappingUp.delete(conversationId);
    }
    if (selected.value === conversationId) await select(null);
    await refresh();
  }, "The wrap-up was not saved.");

export const setStatus = (status: string): Promise<boolean> =>
  attempt(async () => {
    await call("PATCH", "/api/v2/parlor/agents/me", { status });
    await refresh();
  }, "Your status was not changed.");

/** The chats whose guest is being asked at this moment. */
const asking = new Set<string>();

/** Whether an invitation of this chat is open still, as far as the screen knows. */
const isInvited = (conversationId: string): boolean =>
  details.value?.id === conversationId &&
  details.value.mediaRequests.some(({ state }) => state === "PENDING");

/** Asks the guest to share the screen. While an invitation is open, no second one is made. */
export async function askScreen(conversationId: string): Promise<void> {
  if (asking.has(conversationId)) return;
  asking.add(conversationId);
  await attempt(async () => {
    // It may have run out, or been made, since the screen was drawn.
    await refreshDetails(conversationId);
    if (isInvited(conversationId)) {
      spoken.value = "The invitation to share the screen is still open.";
      return;
    }
    await call("POST", `/api/v2/parlor/chats/${conversationId}/mediarequests`, {
      types: ["SCREENSHARE"],
      expiresInSeconds: 120,
    });
    await refreshDetails(conversationId);
  }, "The guest was not asked to share the screen.");
  asking.delete(conversationId);
}

/** Signs out, and takes the agent off the queue: nobody is offered guests who has gone. */
export async function leaveDesk(): Promise<void> {
  await call("PATCH", "/api/v2/parlor/agents/me", { status: "offline" }).catch(() => undefined);
  signOut();
}
