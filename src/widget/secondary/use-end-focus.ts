import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Ref } from "../model/panel.ts";
import { useChat, usePanel } from "../model/widget-context.ts";

/**
 * A ref of the title of the end. The title takes focus if the focused element is gone with the
 * conversation, and whenever the visitor opens the panel. Its sight is the end's: later pages need
 * not resume the conversation by themselves.
 */
export function useEndFocus(): Ref<HTMLHeadingElement> {
  const { chat } = useChat();
  const { isOpen, isShown, pendingConfirmation, takeFocus } = usePanel();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const activeElement =
      (title.current?.getRootNode() as ShadowRoot | undefined)?.activeElement ?? null;
    const isLost = activeElement === null || activeElement === document.body;
    if (isOpen.peek() && isLost) takeFocus(title.current);
  }, [pendingConfirmation.value]);
  useSignalEffect(() => {
    if (!isShown.value) return;
    // After the header's title, which every opening focuses.
    queueMicrotask(() => takeFocus(title.current));
  });
  useEffect(() => {
    const note = (): void => {
      if (isShown.peek() && !document.hidden && chat.get().phase.kind === "ended")
        chat.markEndSeen();
    };
    const undo = isShown.subscribe(note);
    document.addEventListener("visibilitychange", note);
    return () => {
      undo();
      document.removeEventListener("visibilitychange", note);
    };
  }, []);
  return title;
}
