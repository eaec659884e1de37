import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useChat, useHost, usePanel, useTranslator } from "../model/widget-context.ts";
import { Header } from "../shell/Header.tsx";
import { ClosedScreen } from "./ClosedScreen.tsx";
import type { Opening } from "./opening-hours.ts";
import { opensWhen } from "./opens-when.ts";
import { PreChatForm } from "./PreChatForm.tsx";
import { useOpening } from "./use-opening.ts";

/**
 * The screen before a chat: closed, the form, or the way to leave a message while nobody can
 * answer. If none applies, it lets the chat begin.
 */
export function PreChatScreen(): JSX.Element | null {
  const { isInline, isShown, visit } = usePanel();
  const { options } = useHost();
  const opening = useOpening(() => isShown.value);
  const isClosed = opening !== null && !opening.isOpen;
  const status = visit.value.status.value;
  // An inline panel asks nothing before the visitor's first act: that may be an answer here.
  const isBegun = isInline && Object.keys(visit.value.answers?.peek() ?? {}).length > 0;
  if (options.leaveMessage !== false && !isBegun) {
    // The server may say that nobody is there: then nothing else is asked.
    if (status === undefined && !isInline) return <Header />;
    if (status != null && (isClosed || !status.isStaffed || !status.isOpen))
      return <Leave opening={opening} />;
  }
  if (isClosed) return <ClosedScreen opening={opening} />;
  return options.preChat === null ? <Start /> : <PreChatForm />;
}

function Start(): null {
  const { chat } = useChat();
  const { options } = useHost();
  const panel = usePanel();
  const isOpen = panel.isOpen.value;
  const { isGreeted } = panel.visit.value;
  useEffect(() => {
    if (!isOpen) return;
    if (options.startOn === "message") isGreeted.value = true;
    // The failed phase says so.
    else void chat.start().catch(() => undefined);
  }, [isOpen]);
  return null;
}

/** Hands over to the screen for leaving a message. */
function Leave({ opening }: { opening: Opening | null }): null {
  const translator = useTranslator();
  const { leaving } = usePanel().visit.value;
  useEffect(() => {
    leaving.value =
      opening === null || opening.isOpen
        ? { reason: "away", back: null }
        : {
            reason: opening.days[0]?.spans.length === 0 ? "today" : "night",
            back: () => opensWhen(opening, translator),
          };
  }, []);
  return null;
}
