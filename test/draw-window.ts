import { signal } from "@preact/signals";
import type { ConversationState, GuestChat } from "../src/transport/index.ts";
import type { ConversationEvent } from "../src/transport/conversation/event.ts";
import type { MemberId } from "../src/transport/conversation/message.ts";
import { emptyConversation, reduce } from "../src/transport/conversation/reduce.ts";
import { createStore } from "../src/transport/store.ts";
import type { ResolvedOptions } from "../src/widget/options.ts";
import { adoptStyles } from "../src/widget/theme/adopt-styles.ts";
import { renderChat } from "../src/widget/ui/App.tsx";

const options: ResolvedOptions = {
  api: "",
  organizationId: "o",
  deploymentId: "d",
  routing: { queue: "Bookings" },
  profile: {},
  journeyContext: null,
  storage: "memory",
  company: "Lantern Line",
  theme: "light",
  accent: null,
  headingLevel: 2,
  email: null,
  getMemberAuthToken: null,
  log: null,
};

/** An open window whose conversation is told what happens, event by event; `calls` are what the chat itself is asked. */
export function drawWindow(calls: Readonly<Record<string, unknown>> = {}): {
  dispatch: (event: ConversationEvent) => void;
  root: ShadowRoot;
} {
  const begun = reduce(emptyConversation, {
    type: "session",
    conversationId: "c",
    ownId: "me" as MemberId,
    isResumed: false,
  });
  const store = createStore<ConversationState, ConversationEvent>(
    reduce(begun, { type: "phase", phase: { kind: "waiting", since: 0 } }),
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
  const panel = {
    isOpen: signal(true),
    unreadCount: signal(0),
    openedByVisitor: signal(false),
    minimise: () => undefined,
  };
  renderChat(container, { chat, options, panel, emit: () => undefined });
  return { dispatch: store.dispatch, root };
}
