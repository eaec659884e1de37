import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { capacityWords, take } from "../model/take-guest.ts";
import { useDesk } from "./desk-context.ts";
import { focusHome } from "./focus.ts";
import { Name } from "./Name.tsx";

/** Below the words of a guest who waits: the agent reads along, and may take the chat. */
export function TakeBar({ id, name }: { id: string; name: string }): JSX.Element {
  const desk = useDesk();
  const { lists } = desk;
  // Somebody else may take the guest while the button has focus.
  useLayoutEffect(() => () => queueMicrotask(focusHome), []);
  const isRefused = !lists.canTake(id);
  const why = isRefused ? "dk-take-why" : undefined;
  return (
    <div class="dk-take">
      <p>
        <Name of={name} /> doesn’t see that you’re reading.{" "}
        {why !== undefined && <span id={why}>{capacityWords(desk)}</span>}
      </p>
      <button
        type="button"
        class="pl-btn pl-btn--primary pl-btn--lg"
        aria-disabled={isRefused}
        aria-describedby={why}
        onClick={() => {
          if (lists.canTake(id)) void take(desk, id);
        }}
      >
        Take this chat
      </button>
    </div>
  );
}
