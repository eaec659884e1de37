import type { JSX, RefObject } from "preact";
import { DeskIcon } from "./DeskIcon.tsx";
import { useDesk } from "./desk-context.ts";
import type { ReplyState } from "./reply-state.ts";

/** Opens and closes the saved replies. */
export function RepliesButton(props: {
  replies: ReplyState;
  close: () => void;
  field: RefObject<HTMLTextAreaElement | null>;
}): JSX.Element {
  const { replies: known } = useDesk();
  const { list, isOpen } = props.replies;
  return (
    <button
      type="button"
      class="pl-ib"
      aria-label="Saved replies"
      title="Saved replies"
      aria-haspopup="listbox"
      aria-expanded={list.kind !== "closed"}
      onClick={() => {
        if (list.kind === "closed") {
          known.need();
          isOpen.value = true;
        } else props.close();
        props.field.current?.focus();
      }}
    >
      <DeskIcon name="bolt" />
    </button>
  );
}
