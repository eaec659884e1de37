import { afterEach, expect, test, vi } from "vitest";
import { select } from "../model/writing.ts";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import { chatOf, FakeAgentApi, leg, own } from "../testing/fake-agent-api.ts";
import type { TestDesk } from "../testing/test-desk.ts";

/* The rows of a log: notices, and formatted text. */

let it: TestDesk | null = null;
afterEach(() => {
  if (it !== null) clearDesk(it);
  it = null;
});

const log = (): string => document.querySelector(".pl-log")?.textContent ?? "";

test("the log of a chat that the guest has ended says so, and not that the agent left", async () => {
  const api = new FakeAgentApi();
  const over = { state: "disconnected", disconnectType: "peer" } as const;
  const { timestamp: endTime } = api.say("c-1", "", own, "left");
  const { id, participants } = chatOf("c-1", "Ada Byron", leg({ ...over, endTime }));
  api.all.push({
    id,
    participants: participants.map((one) => ({ ...one, ...over, endTime })),
  });
  it = await drawDesk(api);
  select(it.desk, "c-1");
  await vi.waitFor(() => expect(log()).toContain("Ada Byron ended the chat"));
  expect(log()).not.toContain("left the chat");
});

/** The agent's, a bot's and the guest's rows with the same marks. */
async function drawMarks(formatting: boolean): Promise<readonly HTMLElement[]> {
  const api = new FakeAgentApi();
  api.all.push(chatOf("c-1", "Ada Byron", leg()));
  const body = "**Bring** [it](https://a.example/) to a@b.example";
  api.say("c-1", body, { id: "bell", displayName: "Bell", role: "bot" });
  api.say("c-1", body);
  api.say("c-1", body, own);
  api.facts.set("c-1", { formatting });
  it = await drawDesk(api);
  select(it.desk, "c-1");
  await vi.waitFor(() => {
    expect(document.querySelectorAll("[role=article]")).toHaveLength(3);
    expect(it?.desk.selection.details.value?.formatting).toBe(formatting);
  });
  return [...document.querySelectorAll<HTMLElement>("[role=article]")];
}

test("the text of agents and bots is formatted, and that of the guest stays as typed", async () => {
  const [bot, guest, agent] = await drawMarks(true);
  for (const row of [bot, agent]) {
    expect(row?.querySelector(".pl-b strong")?.textContent).toBe("Bring");
    expect(row?.querySelectorAll(".pl-b a")).toHaveLength(2);
    expect(row?.querySelector<HTMLElement>(".pl-b__host")?.dataset["to"]).toBe("a.example");
    expect(row?.getAttribute("aria-label")).toMatch(/Bring it to a@b.example$/);
  }
  expect(document.querySelector(".dk-row bdi")?.closest("button, li")?.textContent).toContain(
    "You: Bring it to a@b.example",
  );
  expect(guest?.querySelector(".pl-b")?.textContent).toContain(
    "**Bring** [it](https://a.example/)",
  );
});

test("with the deployment's rule off every row stays as typed", async () => {
  const rows = await drawMarks(false);
  await vi.waitFor(() => {
    for (const row of rows) expect(row.querySelector(".pl-b strong")).toBeNull();
  });
  for (const row of rows) expect(row.getAttribute("aria-label")).toContain("**Bring**");
});

test("a row has the language that its message says", async () => {
  const api = new FakeAgentApi();
  api.all.push(chatOf("c-1", "Ada Byron", leg()));
  const said = api.say("c-1", "Guten Tag", own);
  api.histories.set("c-1", [{ ...said, language: "de" }]);
  api.say("c-1", "Hello");
  it = await drawDesk(api);
  select(it.desk, "c-1");
  await vi.waitFor(() => expect(document.querySelectorAll("[role=article]")).toHaveLength(2));
  const [german, unknown] = document.querySelectorAll<HTMLElement>("[role=article]");
  expect(german?.lang).toBe("de");
  expect(unknown?.hasAttribute("lang")).toBe(false);
});
