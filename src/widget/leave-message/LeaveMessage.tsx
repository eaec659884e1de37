import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import type { Translator } from "../i18n/translator.ts";
import { begin } from "../model/begin-conversation.ts";
import { PreChatSlot } from "../model/chunk-slots.tsx";
import type { PreChatChunk } from "../model/pre-chat-chunks.ts";
import { teamOf } from "../model/team-of.ts";
import { useWidget } from "../model/widget-context.ts";
import type { ResolvedOptions } from "../options/options.ts";
import { Header } from "../shell/Header.tsx";
import { LeaveForm } from "./LeaveForm.tsx";
import { LeaveSent } from "./LeaveSent.tsx";
import { promisedTime } from "./promised-time.ts";
import { useLeaveMessage, type Way } from "./use-leave-message.ts";

/** How the message is answered and, if the site has said so, by when. */
function promiseOf(options: ResolvedOptions, way: Way, translator: Translator): string {
  const { language, t } = translator;
  const when = promisedTime(options, language.value);
  if (when === "") return t(way === "email" ? "leave.byEmail" : "leave.byPhone");
  return t(way === "email" ? "leave.byEmailWhen" : "leave.byPhoneWhen", { when });
}

const titles = {
  away: "leave.away",
  night: "closed.night",
  today: "closed.today",
  wish: "leave.invite",
} as const;

/** Stands for the conversation while nobody can answer: takes a message, and says so. */
export function LeaveMessage(): JSX.Element | null {
  const preChat = PreChatSlot.chunk.value;
  if (preChat === null) PreChatSlot.load();
  return preChat && <Screens preChat={preChat} />;
}

function Screens({ preChat }: { preChat: PreChatChunk }): JSX.Element {
  const context = useWidget();
  const { translator, panel } = context;
  const { chat, signals } = context.chat;
  const { options } = context.host;
  const { leaving } = panel.visit.value;
  const form = useLeaveMessage(preChat);
  const promise = promiseOf(options, form.way.value, translator);
  const back = leaving.value?.back?.();
  const reason = leaving.value?.reason ?? "away";
  const { t } = translator;
  // Somebody answers after all: then the conversation is more useful.
  useSignalEffect(() => {
    const { kind } = signals.phase.value;
    // The page or another tab may have begun a conversation without the form.
    const isOther = !form.isSending.value && form.sent.value === null;
    if (kind === "talking" || (kind === "waiting" && isOther && !form.hasFailed.value))
      leaving.value = null;
  });
  const goOn = (): void => {
    leaving.value = null;
    queueMicrotask(panel.focusComposer);
    const { kind } = chat.get().phase;
    if (kind !== "ended" && kind !== "expired") return;
    chat.clear();
    begin(context);
  };
  return (
    <>
      {/* A visitor who leaves a message does not wait for anybody. */}
      <Header sub={back == null ? teamOf(context) : t(`leave.back.${back.when}`, back.gaps)} />
      {form.sent.value === null ? (
        <LeaveForm
          form={form}
          title={t(titles[reason])}
          text={reason === "wish" ? promise : `${t("leave.invite")} ${promise}`}
          ClosedDoor={preChat.ClosedDoor}
        />
      ) : (
        <LeaveSent sent={form.sent.value} promise={promise} onAnother={goOn} />
      )}
    </>
  );
}
