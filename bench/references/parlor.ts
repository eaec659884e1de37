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
    window.dispatch({ type: "members", members: [noor], at: 0 });
    window.dispatch({ type: "stream", status: { kind: "live", since: 0 } });
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
