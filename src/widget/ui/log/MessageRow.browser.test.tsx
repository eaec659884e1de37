import { expect, test, vi } from "vitest";
import { signal } from "@preact/signals";
import type { ConversationState, GuestChat } from "../../../transport/index.ts";
import { emptyConversation, reduce } from "../../../transport/conversation/reduce.ts";
import type { ConversationEvent } from "../../../transport/conversation/event.ts";
import type { MemberId, MessageKey } from "../../../transport/conversation/message.ts";
import { createStore } from "../../../transport/store.ts";
import type { ResolvedOptions } from "../../options.ts";
import { renderChat } from "../App.tsx";

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

/** A chat whose conversation is told what happens, event by event. */
function draw(): { dispatch: (event: ConversationEvent) => void; root: ShadowRoot } {
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
  const chat = { get: store.get, subscribe: store.subscribe } as unknown as GuestChat;
  const host = document.createElement("div");
  document.body.append(host);
  const root = host.attachShadow({ mode: "open" });
  const container = document.createElement("div");
  root.append(container);
  const panel = {
    isOpen: signal(true),
    unreadCount: signal(0),
    openedByVisitor: signal(false),
    minimise: () => undefined,
  };
  renderChat(container, { chat, options, panel });
  return { dispatch: store.dispatch, root };
}

test("a row keeps its DOM node from the key press to the receipt", async () => {
  const { dispatch, root } = draw();
  const key = "k" as MessageKey;
  dispatch({ type: "composed", key, body: "Hello", at: Date.now() });
  await vi.waitFor(() => expect(root.querySelector("[role=article]")).not.toBeNull());
  const row = root.querySelector("[role=article]");
  dispatch({ type: "delivery", key, delivery: { kind: "sending", since: Date.now() } });
  const message = {
    id: "server",
    senderId: "me",
    body: "Hello",
    bodyType: "standard",
    at: Date.now() + 5,
  };
  dispatch({ type: "received", messages: [message] });
  dispatch({ type: "accepted", key, message });
  await vi.waitFor(() => expect(root.textContent).toContain("Sent"));
  expect(root.querySelectorAll("[role=article]")).toHaveLength(1);
  expect(root.querySelector("[role=article]")).toBe(row);
});

test("text never becomes HTML", async () => {
  const { dispatch, root } = draw();
  const body = `<img src=x onerror="document.title='hacked'"><script>1</script>`;
  dispatch({
    type: "received",
    messages: [{ id: "1", senderId: "agent", body, bodyType: "standard", at: 1 }],
  });
  await vi.waitFor(() => expect(root.querySelector(".pl-b")?.textContent).toBe(body));
  expect(root.querySelector("img, script")).toBeNull();
});

test("a new message is spoken once, by the hidden announcer and not by the log", async () => {
  const { dispatch, root } = draw();
  dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  const agent = {
    id: "a",
    name: "Noor Haddad",
    role: "AGENT",
    state: "CONNECTED",
    avatarUrl: null,
    queueName: null,
  };
  dispatch({ type: "members", members: [agent], at: 1 });
  const spoken: string[] = [];
  const polite = root.querySelector("[aria-live=polite]");
  new MutationObserver((records) => {
    for (const record of records)
      for (const node of record.addedNodes) spoken.push(node.textContent ?? "");
  }).observe(polite as Node, { childList: true });
  // The voice comes with the second chunk.
  await vi.waitFor(() =>
    expect(root.querySelector(".pl-queue, .pl-note, .pl-header")).not.toBeNull(),
  );
  await vi.waitFor(() => expect(root.adoptedStyleSheets.length).toBeGreaterThan(0));
  const message = { id: "m", senderId: "a", body: "Good evening", bodyType: "standard", at: 2 };
  dispatch({ type: "received", messages: [message] });
  dispatch({ type: "received", messages: [message] });
  await vi.waitFor(() => expect(spoken).toEqual(["Noor Haddad says: Good evening"]), {
    timeout: 4_000,
  });
  expect(root.querySelector("[role=log]")?.getAttribute("aria-live")).toBe("off");
});
