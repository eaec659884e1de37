import type { ConversationState, Phase } from "../../src/transport/index.ts";
import type { ConversationEvent } from "../../src/transport/conversation/event.ts";
import type { MessageKey } from "../../src/transport/conversation/message.ts";
import type { DrawnPanel } from "../draw-panel.ts";

/** A choice, or a time, which has no text. */
interface Chosen {
  readonly payload: string;
  readonly text?: string;
}
type MediaState = ConversationState["mediaRequests"][number]["state"];

/** Makes the fake chat of a state do what it is asked to do, as one with a server would. */
export function actForReal({ chat, dispatch: tell }: DrawnPanel): void {
  const dispatch = (event: ConversationEvent): void => tell(event);
  const phase = (next: Phase): void => dispatch({ type: "phase", phase: next });
  const setMedia = (id: string, state: MediaState): void =>
    dispatch({
      type: "media",
      requests: chat.get().mediaRequests.map((one) => (one.id === id ? { ...one, state } : one)),
    });
  let count = 0;
  Object.assign(chat, {
    async start() {
      phase({ kind: "starting", since: Date.now() });
      await Promise.resolve();
      phase({ kind: "waiting", since: Date.now() });
      dispatch({ type: "stream", status: { kind: "live", since: 0 } });
    },
    async end() {
      phase({ kind: "ended", reason: "guest", at: Date.now() });
    },
    clear: () => dispatch({ type: "cleared" }),
    forget: async () => dispatch({ type: "cleared" }),
    send(body: string) {
      const key = `sent${count++}` as MessageKey;
      dispatch({ type: "composed", key, body, at: Date.now() });
      return key;
    },
    answer(key: MessageKey, chosen: Chosen | readonly Chosen[], text = "An answer") {
      const all = [chosen].flat();
      const delivery = chat.get().messages.get(key)?.delivery;
      if (delivery?.kind !== "sent") throw new Error("Nothing was offered");
      const own = `sent${count++}` as MessageKey;
      const payloads = all.map(({ payload }) => payload);
      const content = [{ kind: "answer", to: delivery.id, of: "choices", payloads } as const];
      const body = all.map((one) => one.text ?? text).join(", ");
      dispatch({ type: "composed", key: own, body, content, at: Date.now() });
      return own;
    },
    retry: (key: MessageKey) =>
      dispatch({ type: "delivery", key, delivery: { kind: "sending", since: Date.now() } }),
    discard: (key: MessageKey) => dispatch({ type: "discarded", key }),
    rate: async () => undefined,
    reconnectNow: () => dispatch({ type: "stream", status: { kind: "live", since: 0 } }),
    acceptMediaRequest: async (id: string) => setMedia(id, "live"),
    declineMediaRequest: async (id: string) => setMedia(id, "declined"),
    extendMediaRequest: async (id: string) => setMedia(id, "pending"),
    stopMedia: (id: string) => setMedia(id, "over"),
  });
}
