import type { JSX } from "preact";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import { select } from "../model/writing.ts";
import { useDesk } from "./desk-context.ts";
import { focusHome } from "./focus.ts";

/** On a narrow screen: from the chat to the lists. */
export function BackButton(): JSX.Element {
  const desk = useDesk();
  return (
    <button
      type="button"
      class="pl-ib dk-back"
      aria-label="Back to the list"
      title="Back to the list"
      onClick={() => {
        select(desk, null);
        queueMicrotask(focusHome);
      }}
    >
      <Icon name="back" />
    </button>
  );
}
