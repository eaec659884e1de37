import "./DropZone.css";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { firstName, isolatedName } from "../model/names.ts";
import { guestName } from "../model/legs.ts";
import { DeskIcon } from "./DeskIcon.tsx";
import { useDesk } from "./desk-context.ts";
import { limitsOf, listenForFiles } from "./file-acts.ts";
import { sizeWords } from "./file-words.ts";
import { focusField } from "./focus.ts";

/** Takes files that are dropped on the page or pasted, and shows where dragged ones go. */
export function DropZone(): JSX.Element | null {
  const desk = useDesk();
  const isOver = useSignal(false);
  useEffect(() => {
    const lifetime = new AbortController();
    const chatId = (): string => desk.selection.id.peek() ?? "";
    listenForFiles(
      {
        over: () => {
          isOver.value = true;
        },
        out: () => {
          isOver.value = false;
        },
        take: (files) => {
          const limits = limitsOf(desk, chatId());
          desk.notices.problem.value =
            limits === null ? "Files and pictures can’t be sent here." : "";
          if (limits === null) return;
          desk.uploads.attach(chatId(), files, limits);
          focusField();
        },
      },
      lifetime.signal,
    );
    return () => lifetime.abort();
  }, [desk]);
  const chat = desk.current.value;
  const limits = chat === null ? null : limitsOf(desk, chat.id);
  if (!isOver.value || chat === null || limits === null) return null;
  return (
    <div class="dk-drop">
      <DeskIcon name="clip" />
      <b>Drop to send to {isolatedName(firstName(guestName(chat)))}</b>
      <span>Up to {sizeWords(limits.maxBytes)} each</span>
    </div>
  );
}
