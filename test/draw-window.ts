import { signal } from "@preact/signals";
import type { ConversationState, GuestChat, Phase } from "../src/transport/index.ts";
import type { ConversationEvent } from "../src/transport/conversation/event.ts";
import type { MemberId } from "../src/transport/conversation/message.ts";
import { emptyConversation, reduce } from "../src/transport/conversation/reduce.ts";
import type { WireMember, WireMessage } from "../src/transport/wire/decode.ts";
import { createStore } from "../src/transport/store.ts";
import { resolveOptions, type WidgetOptions } from "../src/widget/options.ts";
import { adoptStyles } from "../src/widget/theme/adopt-styles.ts";
import { renderChat } from "../src/widget/ui/App.tsx";

/** An agent as the server tells of it, and what it says: the later the number, the later the message. */
export const noor: WireMember = {
  id: "a",
  name: "Noor Haddad",
  role: "AGENT",
  state: "CONNECTED",
  avatarUrl: null,
  queueName: null,
};
export const saidByNoor = (n: number): WireMessage => ({
  id: `m${n}`,
  senderId: noor.id,
  body: `line ${n}`,
  bodyType: "standard",
  at: n * 1_000,
});

/** One window at a time: on a small screen a second one would take no part. */
let undo = (): void => undefined;

/** An open window whose conversation is told what happens, event by event; `calls` are what the chat itself is asked. */
export function drawWindow(
  calls: Readonly<Record<string, unknown>> = {},
  change: Partial<WidgetOptions> = {},
  phase: Phase = { kind: "waiting", since: 0 },
): {
  dispatch: (event: ConversationEvent) => void;
  root: ShadowRoot;
} {
  undo();
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
    ...calls,
    get: store.get,
    subscribe: store.subscribe,
  } as unknown as GuestChat;
  const host = document.createElement("div");
  document.body.append(host);
  const root = host.attachShadow({ mode: "open" });
  const container = document.createElement("div");
  container.className = "parlor";
  root.append(container);
  adoptStyles(root);
  const isOpen = signal(true);
  const panel = {
    isOpen,
    isShown: isOpen,
    unreadCount: signal(0),
    openedByVisitor: signal(false),
    greets: signal(false),
    open: () => undefined,
    minimise: () => undefined,
  };
  const options = resolveOptions({
    api: "",
    organizationId: "o",
    deploymentId: "d",
    routing: { queue: "Bookings" },
    storage: "memory",
    company: "Lantern Line",
    theme: "light",
    ...change,
  });
  const stop = renderChat(container, {
    chat,
    options,
    panel,
    emit: () => undefined,
    changeLanguage: async () => undefined,
    followPage: () => undefined,
  });
  undo = () => {
    stop();
    host.remove();
  };
  return { dispatch: store.dispatch, root };
}
