import type {
  AnswerContent,
  Choice,
  Message,
  MessageKey,
  TimeChoice,
} from "../../transport/index.ts";
import { useChat, usePanel } from "../model/widget-context.ts";

/** The acts of a visitor on the content of a message. */
export interface Answering {
  /** Whether it can be answered now. */
  readonly isOpen: boolean;
  /** The payloads of the answer that was given; empty without one. */
  readonly chosen: readonly string[];
  /** Answers, and moves focus to the field. A second call sends nothing. */
  readonly answer: (chosen: Choice | TimeChoice | readonly Choice[], text?: string) => void;
}

/** The answer to this message in a row of the visitor's own; undefined when there is none. */
const answerIn = ({ content }: Message, id: string): AnswerContent | undefined =>
  content.find((one): one is AnswerContent => one.kind === "answer" && one.to === id);

/** Follows whether the content of a message is open: only that of the newest message is. */
export function useAnswering({ key, delivery }: Message): Answering {
  const { chat, signals } = useChat();
  const panel = usePanel();
  const order = signals.order.value;
  const { kind } = signals.phase.value;
  const { messages } = signals.state.peek();
  const id = delivery.kind === "sent" ? delivery.id : "";
  const later: readonly MessageKey[] = order.slice(order.lastIndexOf(key) + 1);
  const rows = later.flatMap((one) => messages.get(one) ?? []);
  const given = rows.map((row) => answerIn(row, id)).find((one) => one !== undefined);
  const isNewest = !rows.some((row) => row.kind === "text" || row.kind === "notice");
  return {
    isOpen: isNewest && (kind === "waiting" || kind === "talking"),
    chosen: given?.payloads ?? [],
    answer(chosen, text) {
      // A second press may come before the first one is drawn.
      const now = [...signals.state.peek().messages.values()];
      if (now.some((row) => answerIn(row, id) !== undefined)) return;
      chat.answer(key, chosen, text);
      panel.focusComposer();
    },
  };
}
