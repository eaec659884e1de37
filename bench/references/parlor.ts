import type { MemberId } from "../../src/transport/conversation/message.ts";
import { noor, drawWindow, type DrawnWindow } from "../../test/draw-window.ts";

/* Parlor's window around a chat that is told its history at once, as the reference is. */

interface Said {
  readonly id: string;
  readonly body: string;
  readonly at: string;
}

let window: DrawnWindow | null = null;
Object.assign(globalThis, {
  open() {
    window = drawWindow();
    // As after a reload: a chat that goes on, and catches up before it listens.
    window.dispatch({
      type: "session",
      conversationId: "c",
      ownId: "me" as MemberId,
      isResumed: true,
    });
    window.dispatch({ type: "members", members: [noor], at: 0 });
  },
  fill(all: readonly Said[]) {
    const messages = all.map(({ id, body, at }) => ({
      id,
      body,
      at: Date.parse(at),
      senderId: noor.id,
      bodyType: "standard" as const,
    }));
    window?.dispatch({ type: "received", messages });
  },
});
