import type { TargetedKeyboardEvent } from "preact";
import { useHost, usePanel } from "../../model/widget-context.ts";
import { moveInLog } from "./move-in-log.ts";

/** Returns the key handler of the log: keys move focus in it, and typing leads to the composer. */
export function useRovingFocus(): (event: TargetedKeyboardEvent<HTMLElement>) => void {
  const { options } = useHost();
  const { focusComposer } = usePanel();
  return (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    // Typing belongs in the composer: focus moves there, and the browser enters the key itself.
    if (
      moveInLog(event, focusComposer) &&
      options.typeAnywhere &&
      isPlain &&
      event.key.length === 1 &&
      event.key !== " "
    ) {
      // The page must not take the key for one of its own.
      event.stopPropagation();
      focusComposer();
    }
  };
}
