import type { ConversationState, GuestChat, Phase } from "../src/transport/index.ts";
import type { ConversationEvent } from "../src/transport/conversation/event.ts";
import type { IncomingMessage, MemberId } from "../src/transport/conversation/message.ts";
import { emptyConversation, reduce } from "../src/transport/conversation/reduce.ts";
import { createStore } from "../src/transport/store.ts";
import { resolveOptions, type WidgetOptions } from "../src/widget/options/options.ts";
import { createLauncher } from "../src/widget/loader/launcher.ts";
import { placeHost } from "../src/widget/loader/place-host.ts";
import { createHandle, type ParlorHandle } from "../src/widget/api/handle.ts";
import { incomingMember, incomingMessage } from "./incoming.ts";
import type { Intent } from "../src/widget/model/widget.ts";
import { createWidget } from "../src/widget/shell/widget.ts";
// The widget loads these chunks on demand. Importing them up front keeps Vite's loading time out of
// the tests.
import "../src/widget/attach/chunk.ts";
import "../src/widget/attention/chunk.ts";
import "../src/widget/conversation/chunk.tsx";
import "../src/widget/formatted-text/chunk.ts";
import "../src/widget/hello/chunk.tsx";
import "../src/widget/leave-message/chunk.tsx";
import "../src/widget/pre-chat/chunk.tsx";
import "../src/widget/rich/chunk.ts";
import "../src/widget/row-files/chunk.ts";
import "../src/widget/secondary/chunk.tsx";

/** An agent as the server describes it, and its messages: a higher number means a later message. */
export const noor = incomingMember("a", { name: "Noor Haddad" });
export const saidByNoor = (n: number): IncomingMessage =>
  incomingMessage(`m${n}`, { senderId: noor.id, body: `line ${n}`, at: n * 1_000 });

/** One panel at a time: on a small screen a second one would take no part. */
let undo = (): void => undefined;

export interface DrawnPanel {
  /** The fake chat, whose methods a test may replace. */
  readonly chat: GuestChat;
  readonly dispatch: (event: ConversationEvent) => void;
  readonly root: ShadowRoot;
  readonly handle: ParlorHandle;
  /**
   * Sends an intent that only an integration can send: show the greeting, or open for the visitor.
   */
  readonly answer: (intent: Intent) => void;
}

/**
 * Draws the real widget around a fake chat that a test drives event by event; `calls` replace the
 * chat's own methods.
 */
export function makePanel(
  calls: Readonly<Record<string, unknown>> = {},
  change: Partial<WidgetOptions> = {},
  phase: Phase = { kind: "waiting", since: 0 },
): DrawnPanel {
  const begun = reduce(emptyConversation, {
    type: "session",
    conversationId: "c",
    ownId: "me" as MemberId,
    isResumed: false,
  });
  const store = createStore<ConversationState, ConversationEvent>(
    reduce(begun, { type: "phase", phase }),
    reduce,
  );
  const chat = {
    typing: () => undefined,
    hasStoredSession: () => false,
    status: async () => null,
    resume: async () => false,
    markEndSeen: () => undefined,
    reset: async () => undefined,
    start: async () => undefined,
    destroy: () => undefined,
    ...calls,
    get: store.get,
    subscribe: store.subscribe,
  } as unknown as GuestChat;
  const options = resolveOptions({
    api: "https://chat.example",
    organizationId: "o",
    deploymentId: "d",
    routing: { queue: "Bookings" },
    storage: "memory",
    company: "Lantern Line",
    theme: "light",
    ...change,
  });
  const launcher = createLauncher(options);
  placeHost(launcher);
  const widget = createWidget(launcher, options, false, { given: chat });
  const handle = createHandle(widget);
  return { chat, dispatch: store.dispatch, root: launcher.root, handle, answer: widget.answer };
}

/** The same, open, in the place of the one before. */
export function drawPanel(...args: Parameters<typeof makePanel>): DrawnPanel {
  undo();
  const panel = makePanel(...args);
  void panel.handle.open();
  undo = () => panel.handle.destroy();
  return panel;
}
