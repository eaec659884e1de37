import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { openingAt } from "../../state/hours.ts";
import { useView } from "../../state/view.ts";
import { Closed } from "./Closed.tsx";
import { PreChat } from "./PreChat.tsx";

/** The clock is looked at this often. */
const LOOK_MS = 15_000;

/** What stands before a chat: closed doors, the form, or nothing, and then the chat starts. */
export function Entrance({
  titleRef,
}: {
  titleRef: { current: HTMLElement | null };
}): JSX.Element | null {
  const { options, now } = useView();
  const { hours } = options;
  const look = useComputed(() => Math.floor(now.value / LOOK_MS));
  const opening =
    hours === null ? null : openingAt(hours, Math.max(Date.now(), look.value * LOOK_MS));
  if (opening !== null && !opening.isOpen) return <Closed opening={opening} titleRef={titleRef} />;
  return options.preChat === null ? <Start /> : <PreChat titleRef={titleRef} />;
}

function Start(): null {
  const { chat, panel } = useView();
  const isOpen = panel.isOpen.value;
  useEffect(() => {
    if (isOpen) void chat.start().catch(() => undefined);
  }, [isOpen]);
  return null;
}
