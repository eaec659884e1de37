import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { textIn } from "../i18n/localized-text.ts";
import type { Translator } from "../i18n/translator.ts";
import { begin } from "../model/begin-conversation.ts";
import { useWidget } from "../model/widget-context.ts";
import type { ResolvedOptions } from "../options/options.ts";
import { opensWhen } from "../pre-chat/opens-when.ts";
import { openingAt, type Opening } from "../pre-chat/opening-hours.ts";
import { Header } from "../shell/Header.tsx";
import { LeaveForm } from "./LeaveForm.tsx";
import { LeaveSent } from "./LeaveSent.tsx";
import { useLeaveMessage, type Way } from "./use-leave-message.ts";

/** How the message is answered and, if the site has said so, by when. */
function promiseOf({ leaveMessage }: ResolvedOptions, way: Way, translator: Translator): string {
  const { language, t } = translator;
  const promise = typeof leaveMessage === "object" ? leaveMessage.promise : undefined;
  const when = promise === undefined ? "" : textIn(promise, language.value);
  if (when === "") return t(way === "email" ? "leave.byEmail" : "leave.byPhone");
  return t(way === "email" ? "leave.byEmailWhen" : "leave.byPhoneWhen", { when });
}

/** When somebody is back; empty if that is not known. */
function backAt(opening: Opening | null, translator: Translator): string {
  if (opening === null || opening.isOpen || opening.opensAt === null) return "";
  const { when, gaps } = opensWhen(opening.opensAt, translator);
  return translator.t(`leave.back.${when}`, gaps);
}

/** Stands for the conversation while nobody can answer: takes a message, and says that it is there. */
export function LeaveMessage(): JSX.Element {
  const context = useWidget();
  const { translator, panel } = context;
  const { chat, signals } = context.chat;
  const { options } = context.host;
  const { isLeaving, status } = panel.visit.value;
  const { hours } = options;
  const form = useLeaveMessage();
  const opening = useMemo(() => hours && openingAt(hours, Date.now()), [hours, status.value]);
  const promise = promiseOf(options, form.way.value, translator);
  const back = backAt(opening, translator);
  const isClosed = opening !== null && !opening.isOpen;
  const title = !isClosed
    ? "leave.away"
    : opening.days[0]?.spans.length === 0
      ? "closed.today"
      : "closed.night";
  // Somebody answers after all: then the conversation is more useful.
  useSignalEffect(() => {
    if (signals.phase.value.kind === "talking") isLeaving.value = false;
  });
  const goOn = (): void => {
    isLeaving.value = false;
    queueMicrotask(panel.focusComposer);
    const { kind } = chat.get().phase;
    if (kind !== "ended" && kind !== "expired") return;
    chat.clear();
    begin(context);
  };
  return (
    <>
      <Header {...(back !== "" && { sub: back })} />
      {form.sent.value === null ? (
        <LeaveForm form={form} title={translator.t(title)} promise={promise} />
      ) : (
        <LeaveSent sent={form.sent.value} promise={promise} onAnother={goOn} />
      )}
    </>
  );
}
