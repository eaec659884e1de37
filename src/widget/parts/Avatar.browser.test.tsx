import { render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import { drawPanel, noor } from "../../../test/draw-panel.ts";
import { incomingMessage } from "../../../test/incoming.ts";
import type { MemberId } from "../../transport/conversation/message.ts";
import { Avatar } from "./Avatar.tsx";

afterEach(() => render(null, document.body));

test.each([
  ["Noor Haddad", "NH"],
  ["Noor", "N"],
  ["\u202eNoor \u2067Haddad", "NH"],
  ["(Noor) \u201eHaddad\u201c", "NH"],
  ["\u00e9lodie", "\u00c9"],
  ["\u5c71\u7530\u3000\u592a\u90ce", "\u5c71\u592a"],
  ["\u{1d4dd}oor", "\u{1d4dd}"],
  ["\u{1f469}\u200d\u{1f680}", "\u{1f469}"],
  ["\u2067", ""],
  ["", ""],
])("the portrait of %j has the letters %j", (name, letters) => {
  render(<Avatar name={name} />, document.body);
  expect(document.querySelector(".pl-av")?.textContent).toBe(letters);
});

test("guests of one name are told apart by the tints of their conversations", () => {
  const portraits = ["a", "b", "c", "d"].map((id) => <Avatar key={id} id={id} name="Guest" />);
  render(<>{portraits}</>, document.body);
  const all = [...document.querySelectorAll(".pl-av")].map(({ className }) => className);
  expect(new Set(all).size).toBe(4);
});

test("an agent has one tint in header, notices and rows, whatever the ids of the conversations' members", async () => {
  const tints = new Set<string | undefined>();
  for (const id of ["a", "b", "c"]) {
    const { dispatch, root } = drawPanel({}, {}, { kind: "talking" });
    const agent = { ...noor, id: id as MemberId };
    const sent = (n: number, kind: "joined" | "text") =>
      incomingMessage(`${id}${n}`, { senderId: id, kind, body: "Hello", at: n });
    await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
    dispatch({ type: "members", members: [agent], at: 0 });
    dispatch({ type: "received", messages: [sent(1, "joined"), sent(2, "text")] });
    await vi.waitFor(() => expect(root.querySelectorAll(".pl-av")).toHaveLength(3));
    for (const { className } of root.querySelectorAll(".pl-av"))
      tints.add(/pl-av--\d/.exec(className)?.[0]);
  }
  expect(tints.size).toBe(1);
});
