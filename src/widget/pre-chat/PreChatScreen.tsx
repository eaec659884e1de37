import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useChat, useHost, usePanel } from "../model/widget-context.ts";
import { ClosedScreen } from "./ClosedScreen.tsx";
import { PreChatForm } from "./PreChatForm.tsx";
import { useOpening } from "./use-opening.ts";

/** The screen before a chat: closed or the form. If neither applies, it starts the chat. */
export function PreChatScreen(): JSX.Element | null {
  const { isShown } = usePanel();
  const { options } = useHost();
  const opening = useOpening(() => isShown.value);
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
