import type { JSX } from "preact";
import type { MediaView, Participant } from "../api/views.ts";
import { wrapUp } from "../model/chat-acts.ts";
import type { Desk } from "../model/desk.ts";
import { hasLostConnection } from "../model/presence.ts";
import { statusName } from "../model/statuses.ts";
import { capacityWords } from "../model/take-guest.ts";
import { hasDraft } from "../model/unfinished.ts";
import { useDesk } from "./desk-context.ts";
import { english } from "./english.ts";
import { OutcomeForm } from "./OutcomeForm.tsx";

/**
 * Says whether guests are offered meanwhile: the router considers the status and the number of
 * conversations, but not wrap-ups.
 */
function offerWords(desk: Desk): string {
  const { status = "" } = desk.lists.me.value?.parlor ?? {};
  if (status !== "available")
    return `Your status is “${statusName(status)}”: no guests are offered to you.`;
  if (desk.lists.isFull.value) return `${capacityWords(desk)} No guests are offered to you.`;
  return "New guests can be offered to you meanwhile.";
}

/** The wrap-up of the agent's leg. It stays pending until the agent has saved it. */
export function WrapUp({ chat }: { chat: MediaView }): JSX.Element {
  const { id } = chat;
  const desk = useDesk();
  const legIds = desk.lists.myOwedLegs(chat).map((leg) => leg.id);
  return (
    <OutcomeForm
      id={id}
      load={() => desk.client.wrapupCodes(id, legIds.at(-1) ?? "")}
      isReady={legIds.length > 0}
      save={(code, note) => wrapUp(desk, id, legIds, code, note)}
    >
      <WrapUpHead chat={chat} />
    </OutcomeForm>
  );
}

function endingOf(chat: MediaView, leg: Participant): string {
  if (leg.disconnectType === "transfer") return "Transferred";
  return hasLostConnection(chat, leg) ? "Given to others when your connection was lost" : "Ended";
}

function WrapUpHead({ chat }: { chat: MediaView }): JSX.Element {
  const desk = useDesk();
  const last = desk.lists.myOwedLegs(chat).at(-1);
  const work = desk.work.value.of(chat.id);
  const lost = work.unsent.length + (hasDraft(work) ? 1 : 0);
  return (
    <>
      <h3 id="dk-wr" tabIndex={-1}>
        Wrap up
      </h3>
      <p>
        {last?.endTime !== undefined &&
          `${endingOf(chat, last)} at ${english.timeOf(Date.parse(last.endTime))}. `}
        {offerWords(desk)} The wrap-up stays in your list until you save it.
      </p>
      {lost > 0 && (
        <p class="dk-bad">
          {lost === 1 ? "1 text was not sent" : `${lost} texts were not sent`}, and{" "}
          {lost === 1 ? "is" : "are"} deleted when you save.
        </p>
      )}
    </>
  );
}
