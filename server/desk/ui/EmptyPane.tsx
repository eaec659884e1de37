import type { JSX } from "preact";
import { EndedDoor } from "../../../src/widget/parts/EndedDoor.tsx";
import { useDesk } from "./desk-context.ts";

/** The pane while no chat is selected. */
export function EmptyPane(): JSX.Element {
  const count = useDesk().lists.inLine.value.length;
  return (
    <div class="dk-empty">
      <EndedDoor />
      {count === 0 ? (
        <>
          <h2 tabIndex={-1}>Nobody is waiting</h2>
          <p>The next guest stands in the list as soon as somebody comes.</p>
        </>
      ) : (
        <>
          <h2 tabIndex={-1}>
            {count === 1 ? "1 guest is waiting" : `${count} guests are waiting`}
          </h2>
          <p>Take the next one, or choose a guest from the list to read along first.</p>
        </>
      )}
    </div>
  );
}
