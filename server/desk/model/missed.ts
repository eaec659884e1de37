import { ApiProblem } from "../api/api-problem.ts";
import type { Missed } from "../api/views.ts";
import { isMailAddress, phoneTo, type Mail } from "./answer-address.ts";
import type { Desk } from "./desk.ts";
import { guestLabel, plainName } from "./names.ts";
import { sendable } from "./sendable-text.ts";

/* Guests whom nobody reached: they are answered by mail or telephone. */

export const missedName = ({ guest, id }: Missed): string => guestLabel(guest.name, id);

/** The way in which this guest can be answered. */
export function wayOf({ contact }: Pick<Missed, "contact">): "email" | "phone" | "none" {
  if (isMailAddress(contact.email)) return "email";
  return phoneTo(contact.phoneNumber) === null ? "none" : "phone";
}

/** The mail to the guest: its last words are quoted below the place of the answer. */
export function mailOf({ threads }: Desk, chat: Missed, timeOf: (at: number) => string): Mail {
  const rows = threads.get(chat.id)?.rows.value ?? [];
  const messages = rows
    .filter(({ kind, sender }) => kind === "text" && sender.role === "guest")
    .map(({ body, timestamp }) => ({ body, time: timeOf(Date.parse(timestamp)) }));
  const last = { body: chat.lastText ?? "", time: timeOf(Date.parse(chat.missedSince)) };
  return {
    subject: chat.subject ?? "Your message to us",
    name: plainName(missedName(chat)),
    messages: messages.length > 0 || chat.lastText === null ? messages : [last],
  };
}

function explainConflict({ lists }: Desk, id: string): string {
  const chat = lists.missed.peek().find((one) => one.id === id);
  return chat?.takenBy == null
    ? "This message needs no answer any more: the guest is back, or a colleague has answered."
    : `${plainName(chat.takenBy.name)} has taken this message already.`;
}

/**
 * Takes a missed conversation, so that no colleague answers it as well. A second press before the
 * answer does nothing.
 * @param from - the id of the colleague whom the agent replaces
 * @returns whether it is the agent's now; else `problem` says why not
 */
export async function takeMissed(
  desk: Desk,
  id: string,
  from: string | null = null,
): Promise<boolean> {
  const { client, lists, notices, sync, taking } = desk;
  if (taking.has(id)) return false;
  taking.add(id);
  notices.problem.value = "";
  let refusal: unknown = null;
  try {
    await client.takeMissed(id, from);
  } catch (error) {
    refusal = error;
  }
  await lists.refreshMissed().catch(desk.missed);
  taking.delete(id);
  sync.listsChanged();
  if (refusal === null) return true;
  notices.problem.value =
    refusal instanceof ApiProblem && refusal.status === 409
      ? explainConflict(desk, id)
      : notices.explain(refusal, "The message was not taken.");
  return false;
}

/** Saves how a missed conversation was answered, and takes it off the list. */
export const wrapUpMissed = (
  desk: Desk,
  id: string,
  code: string,
  note: string,
): Promise<boolean> =>
  desk.notices.attempt(async () => {
    const { client, lists, selection, sync, threads, work } = desk;
    const readUntil = threads.get(id)?.rows.peek().at(-1)?.id ?? null;
    // The list may change between the answer and this: nothing is lost then.
    sync.wrappingUp.add(id);
    try {
      await client.wrapUpMissed(id, code, sendable(note), readUntil);
      work.peek().outbox.forget(id);
      lists.missed.value = lists.missed.peek().filter((one) => one.id !== id);
    } finally {
      sync.wrappingUp.delete(id);
    }
    if (selection.id.peek() === id) sync.select(null, false);
    await lists.refreshMissed();
  }, "The answer was not marked.");
