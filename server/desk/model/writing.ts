import type { Desk } from "./desk.ts";
import { choicesToSend, problemOf } from "./draft-choices.ts";
import type { Colleague, Offer } from "./offers.ts";

/** Shows another conversation; its field gets the focus, or the title of a transfer that rings. */
export const select = (desk: Desk, id: string | null): void =>
  desk.sync.select(
    id,
    id !== null && (desk.lists.legIn(id) !== null || transferOf(desk, id) !== null),
  );

/** The transfer of this conversation that rings with the agent; null when none does. */
export const transferOf = ({ offers }: Desk, id: string): Transfer | null => {
  const offer = offers.value.find((one) => one.id === id);
  return offer?.from == null ? null : { ...offer, from: offer.from };
};

/** An offer that a colleague has handed on. */
export type Transfer = Offer & { readonly from: Colleague };

/** Reads the selected conversation again after a failure. */
export function readAgain(desk: Desk, id: string): void {
  const thread = desk.threads.get(id);
  if (thread !== undefined) desk.threads.read(thread).catch(desk.missed);
}

/**
 * Sends with the leg that the agent has in that conversation now, with the attached files and the
 * choices below the draft. Choices that have a mistake, and all beside them, stay as they are.
 */
export function send(desk: Desk, id: string, body: string): void {
  const { outbox } = desk.work.peek();
  const { choices } = outbox.of(id);
  const hasQuestion = body.trim() !== "" || desk.uploads.of(id).uploads.length > 0;
  if (problemOf(choices, hasQuestion) !== null) {
    // They were changed while the files were on their way.
    desk.uploads.wait(id, false);
    return desk.notices.say("Not sent: the choices have a mistake.", true);
  }
  const parts = { files: desk.uploads.take(id), choices: choicesToSend(choices) };
  outbox.write(id, desk.lists.legIn(id), body, parts);
}

export function retry(desk: Desk, id: string, key: string): void {
  desk.work.peek().outbox.retry(id, key, desk.lists.legIn(id));
  // Its history may show that it has arrived after all.
  const reading = desk.threads.get(id)?.catchUp();
  // When the history cannot be read, the retry alone decides.
  reading?.catch(() => undefined);
}

export function tellTyping(desk: Desk, id: string): void {
  const communicationId = desk.communications.known(desk.lists.legIn(id) ?? "");
  if (communicationId === undefined || !desk.typing.isDue(id)) return;
  // A guest who does not see it misses nothing.
  desk.client.typing(id, communicationId).catch(() => undefined);
}

/** Reads the page before the oldest message that is shown. */
export async function readOlder(desk: Desk, id: string): Promise<void> {
  const thread = desk.threads.get(id);
  if (thread === undefined || !thread.hasOlder.peek() || thread.isLoadingOlder.peek()) return;
  await desk.notices.attempt(() => thread.loadOlder(), "The earlier messages could not be loaded.");
}
