import { expect, test, vi } from "vitest";
import { incomingMember, incomingMessage } from "../../../test/incoming.ts";
import { drawPanel, noor } from "../../../test/draw-panel.ts";

/* The end names the people who answered, and no others. */

const offered = incomingMember("b", { name: "Tomás Brandt", state: "disconnected" });

async function factsAfter(hasAnswer: boolean): Promise<string> {
  const { dispatch, root } = drawPanel();
  await vi.waitFor(() => expect(root.querySelector("[role=log]")).not.toBeNull());
  const left = { ...noor, state: "disconnected" } as const;
  dispatch({ type: "members", members: hasAnswer ? [left, offered] : [offered], at: 0 });
  if (hasAnswer)
    dispatch({
      type: "received",
      messages: [incomingMessage("1", { senderId: noor.id, body: "Hello", at: 1 })],
    });
  dispatch({ type: "phase", phase: { kind: "ended", reason: "guest", at: 2 } });
  await vi.waitFor(() => expect(root.querySelector(".pl-end")).not.toBeNull());
  return root.querySelector(".pl-end")?.textContent ?? "";
}

test("a visitor who left the queue is told of no agent whom the chat was only offered to", async () => {
  const words = await factsAfter(false);
  expect(words).not.toContain("You spoke with");
  expect(words).not.toContain("Tomás");
});

test("after an answer, its author is named and not the one who was offered the chat later", async () => {
  const words = await factsAfter(true);
  expect(words).toContain("Noor Haddad");
  expect(words).not.toContain("Tomás");
});
