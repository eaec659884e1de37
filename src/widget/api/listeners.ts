import type { ParlorEvent, ParlorEventType, ParlorListener } from "../model/events.ts";
import type { Widget } from "../model/widget.ts";

type AnyListener = (event: ParlorEvent<never>) => void;

interface Listeners {
  on(type: ParlorEventType | "*", listener: AnyListener): () => void;
  once(type: ParlorEventType | "*", listener: AnyListener): () => void;
  off(type: ParlorEventType | "*", listener: AnyListener): void;
}

/** The handle's methods for a page's listeners to events. */
export function createListeners(emitter: Widget["emitter"]): Listeners {
  let listening: readonly (readonly [string, AnyListener, () => void])[] = [];
  const listen = (
    type: ParlorEventType | "*",
    listener: AnyListener,
    isOnce = false,
  ): (() => void) => {
    let undo = (): void => undefined;
    let isOver = false;
    const stop = (): void => {
      isOver = true;
      undo();
      listening = listening.filter((one) => one[2] !== stop);
    };
    listening = [...listening, [type, listener, stop]];
    undo = emitter.listen((event) => {
      if (isOver || (type !== "*" && type !== event.type)) return;
      if (isOnce) stop();
      (listener as ParlorListener)(event);
    });
    // The replay may have completed a `once()` listener before `undo` was assigned.
    if (isOver) undo();
    return stop;
  };
  return {
    on: (type, listener) => listen(type, listener),
    once: (type, listener) => listen(type, listener, true),
    off(type, listener) {
      for (const [its, one, stop] of listening) if (its === type && one === listener) stop();
    },
  };
}
