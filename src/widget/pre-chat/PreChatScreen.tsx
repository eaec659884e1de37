import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { openingAt } from "./opening-hours.ts";
import { useChat, useHost, usePanel } from "../model/widget-context.ts";
import { ClosedScreen } from "./ClosedScreen.tsx";
import { PreChatForm } from "./PreChatForm.tsx";

/** How often the opening hours are checked against the clock. */
const HOURS_CHECK_INTERVAL_MS = 15_000;

/** The screen before a chat: closed or the form. If neither applies, it starts the chat. */
export function PreChatScreen(): JSX.Element | null {
  const { now } = useChat();
  const { isShown } = usePanel();
  const { options } = useHost();
  const { hours } = options;
  const look = useComputed(() =>
    isShown.value ? Math.floor(now.value / HOURS_CHECK_INTERVAL_MS) : 0,
  );
  const opening =
    hours === null
      ? null
      : openingAt(hours, Math.max(Date.now(), look.value * HOURS_CHECK_INTERVAL_MS));
  if (opening !== null && !opening.isOpen) return <ClosedScreen opening={opening} />;
  return options.preChat === null ? <Start /> : <PreChatForm />;
}

function Start(): null {
  const { chat } = useChat();
  const panel = usePanel();
  const isOpen = panel.isOpen.value;
  useEffect(() => {
    // The failed phase says so.
    if (isOpen) void chat.start().catch(() => undefined);
  }, [isOpen]);
  return null;
}
