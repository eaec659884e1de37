import { useSignal, type ReadonlySignal, type Signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { cleanText } from "../../transport/index.ts";
import { startOrResume } from "../model/begin-conversation.ts";
import { AttachSlot, SensitiveDataSlot } from "../model/chunk-slots.tsx";
import { LIMIT, lengthOf } from "../model/message-limit.ts";
import { storedDraft } from "../model/stored-draft.ts";
import { useWidget } from "../model/widget-context.ts";

interface Draft {
  /** The text as it stands in the field. */
  readonly text: ReadonlySignal<string>;
  /** Set when an empty message was to be sent. */
  readonly wantsText: Signal<boolean>;
  change(next: string): void;
  send(): void;
}

/**
 * The text that is being written, stored as long as the tab, and its sending.
 * @param onSent - called when the text has become a message
 */
export function useDraft(onSent: () => void): Draft {
  const context = useWidget();
  const { chat, firstUnread, signals } = context.chat;
  const { options } = context.host;
  const { panel } = context;
  const stored = useMemo(() => storedDraft(options.deploymentId), [options]);
  const text = useSignal(stored.read() ?? "");
  const wantsText = useSignal(false);
  // True from a send before the check for sensitive data has loaded, until it has loaded or the
  // text is changed.
  const isEarly = useSignal(false);
  const change = (next: string): void => {
    text.value = next;
    stored.write(cleanText(next) || null);
    wantsText.value = false;
    isEarly.value = false;
  };
  const send = (): void => {
    const guard = SensitiveDataSlot.chunk.peek();
    // The signal holds the current text, which may not be rendered yet.
    const whole = cleanText(text.value);
    const body = whole.trim();
    const uploads = signals.uploads.peek().map(({ key }) => key);
    if (lengthOf(whole, options) > LIMIT) return;
    if (body === "" && uploads.length === 0) {
      wantsText.value = true;
      return;
    }
    if (uploads.length > 0 && AttachSlot.chunk.peek()?.canSend(context, send) !== true) return;
    const sendNow = (): void => {
      chat.send(body, { uploads });
      // The first message begins the conversation.
      if (chat.get().phase.kind === "none") startOrResume(chat, panel.visit.peek().startWith);
      firstUnread.value = null;
      change("");
      onSent();
    };
    if (options.sensitiveData === null) sendNow();
    else if (guard === null) isEarly.value = true;
    else guard.sendGuarded(context, body, sendNow);
  };
  useEffect(() => {
    if (isEarly.peek()) send();
  }, [SensitiveDataSlot.chunk.value]);
  return { text, wantsText, change, send };
}
