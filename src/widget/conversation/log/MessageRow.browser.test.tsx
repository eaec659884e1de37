import { expect, test, vi } from "vitest";
import type { MessageKey } from "../../../transport/index.ts";
import { drawPanel, noor } from "../../../../test/draw-panel.ts";
import { incomingMessage } from "../../../../test/incoming.ts";

test("a row keeps its DOM node from the key press to the receipt", async () => {
  const { dispatch, root } = drawPanel();
  const key = "k" as MessageKey;
  dispatch({ type: "composed", key, body: "Hello", at: Date.now() });
  await vi.waitFor(() => expect(root.querySelector("[role=article]")).not.toBeNull());
  const row = root.querySelector("[role=article]");
  dispatch({ type: "delivery", key, delivery: { kind: "sending", since: Date.now() } });
  const at = Date.now() + 5;
  const message = incomingMessage("server", { senderId: "me", body: "Hello", at });
  dispatch({ type: "received", messages: [message] });
  dispatch({ type: "accepted", key, message });
  await vi.waitFor(() => expect(root.textContent).toContain("Sent"));
  expect(root.querySelectorAll("[role=article]")).toHaveLength(1);
  expect(root.querySelector("[role=article]")).toBe(row);
});

test("text never becomes HTML", async () => {
  const { dispatch, root } = drawPanel();
  const body = `<img src=x onerror="document.title='hacked'"><script>1</script>`;
  dispatch({ type: "received", messages: [incomingMessage("1", { body })] });
  await vi.waitFor(() => expect(root.querySelector(".pl-b")?.textContent).toBe(body));
  expect(root.querySelector("img, script")).toBeNull();
});

test("a new message is spoken once, by the hidden announcer and not by the log", async () => {
  const { dispatch, root } = drawPanel();
  dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  dispatch({ type: "members", members: [noor], at: 1 });
  const spoken: string[] = [];
  const polite = root.querySelector("[aria-live=polite]");
  new MutationObserver((records) => {
    for (const record of records)
      for (const node of record.addedNodes) spoken.push(node.textContent ?? "");
  }).observe(polite as Node, { childList: true });
  // The announcer is part of the conversation chunk.
  await vi.waitFor(() =>
    expect(root.querySelector(".pl-queue, .pl-note, .pl-header")).not.toBeNull(),
  );
  await vi.waitFor(() => expect(root.adoptedStyleSheets.length).toBeGreaterThan(0));
  const message = incomingMessage("m", { senderId: "a", body: "Good evening", at: 2 });
  dispatch({ type: "received", messages: [message] });
  dispatch({ type: "received", messages: [message] });
  await vi.waitFor(() => expect(spoken).toEqual(["Noor Haddad says: Good evening"]), {
    timeout: 4_000,
  });
  // Not a log, which some screen readers announce by themselves.
  const log = root.querySelector(".pl-log");
  expect(["role", "aria-label", "aria-live"].map((name) => log?.getAttribute(name))).toEqual([
    "group",
    "Conversation",
    null,
  ]);
});

test("a failed message is spoken at once, and its sending after a retry too; a send that goes well is not", async () => {
  const { dispatch, root } = drawPanel();
  dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  const spoken: string[] = [];
  const observer = new MutationObserver((records) => {
    for (const record of records)
      for (const node of record.addedNodes) spoken.push(node.textContent ?? "");
  });
  for (const region of root.querySelectorAll("[aria-live]:not([role])"))
    observer.observe(region, { childList: true });
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  const send = (name: string): MessageKey => {
    dispatch({ type: "composed", key: name as MessageKey, body: name, at: Date.now() });
    return name as MessageKey;
  };
  const accept = (key: MessageKey): void =>
    dispatch({
      type: "accepted",
      key,
      message: incomingMessage(`m-${key}`, { senderId: "me", body: key, at: Date.now() }),
    });
  accept(send("fine"));
  const key = send("unlucky");
  dispatch({ type: "delivery", key, delivery: { kind: "failed", code: "server-error" } });
  await vi.waitFor(() => expect(spoken).toEqual(["Message not sent. Retry is available."]));
  dispatch({ type: "delivery", key, delivery: { kind: "queued" } });
  accept(key);
  await vi.waitFor(() => expect(spoken.at(-1)).toBe("Message sent"));
  expect(spoken).toHaveLength(2);
});
