import type { MemberId } from "../../src/transport/conversation/message.ts";
import { noor, drawPanel, type DrawnPanel } from "../../test/draw-panel.ts";
import { incomingMessage } from "../../test/incoming.ts";

/* Parlor's panel with a chat that receives its history at once, as the reference does. */

interface Said {
  readonly id: string;
  readonly body: string;
  readonly at: string;
}

let window: DrawnPanel | null = null;
Object.assign(globalThis, {
  open() {
    window = drawPanel();
    // As after a reload: a resumed chat, which catches up before its stream is connected.
    window.dispatch({
      type: "session",
      conversationId: "c",
      ownId: "me" as MemberId,
      isResumed: true,
    });
    window.dispatch({ type: "members", members: [noor], at: 0 });
  },
  fill(all: readonly Said[]) {
    const messages = all.map(({ id, body, at }) =>
      incomingMessage(id, { body, at: Date.parse(at), senderId: noor.id }),
    );
    window?.dispatch({ type: "received", messages });
  },
});
