import "./ChatPane.css";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { endChat } from "../model/chat-acts.ts";
import { guestName } from "../model/legs.ts";
import { guestLabel, isolatedName, shortLabel } from "../model/names.ts";
import { transferOf, type Transfer } from "../model/writing.ts";
import { ArrivingBar, ArrivingNote } from "./Arriving.tsx";
import { ChatHead, type PaneDialog } from "./ChatHead.tsx";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { useDesk } from "./desk-context.ts";
import { DeskComposer } from "./DeskComposer.tsx";
import { DeskLog } from "./DeskLog.tsx";
import { EmptyPane } from "./EmptyPane.tsx";
import { Facts } from "./Facts.tsx";
import { MissedPane } from "./MissedPane.tsx";
import { Name } from "./Name.tsx";
import { Question } from "./Question.tsx";
import { TakeBar } from "./TakeBar.tsx";
import { Transfer as TransferDialog } from "./Transfer.tsx";
import { WrapUp } from "./WrapUp.tsx";

/** A dialog of one conversation, with the leg that the agent had when it was opened. */
interface OpenDialog {
  readonly kind: PaneDialog;
  readonly chatId: string;
  readonly legId: string;
}

/** One chat: the guest, the facts, the words, and the agent's actions. */
export function ChatPane(): JSX.Element {
  const desk = useDesk();
  const { current, isReading, lists, offers, selection } = desk;
  const id = selection.id.value;
  const chat = current.value;
  const line = lists.inLine.value.find((one) => one.id === id);
  const offer = offers.value.find((one) => one.id === id);
  const missed = lists.missed.value.find((one) => one.id === id);
  if (missed !== undefined && chat === null && line === undefined && offer === undefined)
    return <MissedPane chat={missed} />;
  if (id === null || (chat === null && line === undefined && offer === undefined))
    return (
      <section class="dk-main" aria-label="No chat">
        <ConnectionBanner />
        <EmptyPane />
      </section>
    );
  const name =
    chat === null ? guestLabel(line?.guest.name ?? offer?.name ?? "", id) : guestName(chat);
  const leg = chat === null ? undefined : lists.myLeg(chat);
  const transfer = transferOf(desk, id);
  return (
    <section class="dk-main" aria-label={`Chat with ${isolatedName(name)}`}>
      <Talk id={id} name={name} legId={leg?.id ?? null} transfer={transfer} />
      {transfer !== null && <ArrivingBar key={`arrives ${id}`} transfer={transfer} />}
      {transfer === null && isReading.value && <TakeBar key={`take ${id}`} id={id} name={name} />}
      {leg !== undefined && <DeskComposer key={`write ${id}`} chatId={id} guestName={name} />}
      {chat !== null && leg === undefined && <WrapUp key={`wrap ${id}`} chat={chat} />}
    </section>
  );
}

/** The upper part of the pane, with the dialogs that its buttons open. */
function Talk({
  id,
  name,
  legId,
  transfer,
}: {
  id: string;
  name: string;
  /** The leg with which the agent talks; null when it does not. */
  legId: string | null;
  /** The transfer that rings; null when none does. */
  transfer: Transfer | null;
}): JSX.Element {
  const { selection } = useDesk();
  const dialog = useSignal<OpenDialog | null>(null);
  // It goes when the chat has ended or was handed on meanwhile: the question is settled.
  const open = dialog.value;
  const asked = open?.chatId === id && open.legId === legId ? open.kind : null;
  useEffect(() => {
    if (asked === null) dialog.value = null;
  }, [asked]);
  const close = (): void => void (dialog.value = null);
  const details = selection.details.value;
  return (
    <>
      <ChatHead
        id={id}
        name={name}
        ask={legId === null ? null : (kind) => (dialog.value = { kind, chatId: id, legId })}
      />
      {details !== null && <Facts {...details} />}
      {transfer !== null && <ArrivingNote transfer={transfer} />}
      {transfer === null && details?.transferNote != null && (
        <p class="dk-note">
          Note from the agent before: <bdi>{details.transferNote}</bdi>
        </p>
      )}
      <ConnectionBanner />
      <DeskLog key={`log ${id}`} guestName={name} chatId={id} isTalking={legId !== null} />
      {asked === "transfer" && (
        <TransferDialog key={id} chatId={id} legId={legId ?? ""} guestName={name} close={close} />
      )}
      {asked === "end" && <EndQuestion key={id} id={id} name={shortLabel(name)} close={close} />}
    </>
  );
}

function EndQuestion(props: { id: string; name: string; close: () => void }): JSX.Element {
  const { id, name, close } = props;
  const desk = useDesk();
  return (
    <Question
      title={
        <>
          End the chat with <Name of={name} />?
        </>
      }
      keep="Keep the chat"
      confirm="End chat"
      act={() => endChat(desk, id)}
      close={close}
    >
      <Name of={name} /> sees that you have ended it, and neither of you can write in it any more.
    </Question>
  );
}
