import { afterEach, expect, test, vi } from "vitest";
import type { Details } from "../api/views.ts";
import { select } from "../model/writing.ts";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import { chatOf, FakeAgentApi, leg, noor } from "../testing/fake-agent-api.ts";
import type { TestDesk } from "../testing/test-desk.ts";
import { english } from "./english.ts";

/* A chat that stayed with its agent, though the agent's connection was lost. */

let it: TestDesk;
afterEach(() => clearDesk(it));

type Absence = Details["absences"][number];

/** The chat with Mara, with a message before and one after what happened. */
async function draw(facts: Partial<Details>): Promise<() => readonly string[]> {
  const api = new FakeAgentApi();
  api.all.push(chatOf("c", "Mara Lindqvist", leg()));
  api.say("c", "Before");
  api.say("c", "After");
  const [first] = api.histories.get("c") ?? [];
  const since = new Date(Date.parse(first?.timestamp ?? "") + 1).toISOString();
  const { absences = [], ...rest } = facts;
  api.facts.set("c", { ...rest, absences: absences.map((one) => ({ ...one, since })) });
  it = await drawDesk(api);
  select(it.desk, "c");
  await vi.waitFor(() => expect(document.querySelector(".pl-log li b")).not.toBeNull());
  return () =>
    [...document.querySelectorAll(".pl-log li")]
      .filter((row) => !row.classList.contains("pl-day"))
      .map((row) =>
        (row.querySelector(".pl-b") ?? row).textContent.replace(/[\u2066-\u2069]/g, ""),
      );
}

const absence = (change: Partial<Absence>): Absence => ({
  userId: noor.id,
  name: noor.name,
  since: "",
  until: null,
  ...change,
});

test("the agent who is back reads where it was gone, and what the guest was told", async () => {
  const until = "2026-01-01T12:30:00.000Z";
  const log = await draw({ absences: [absence({ until })] });
  const back = english.timeOf(Date.parse(until));
  await vi.waitFor(() =>
    expect(log()).toEqual([
      "Before",
      `You lost the connection, and were back at ${back}. Mara was told`,
      "After",
    ]),
  );
});

test("a colleague whose connection is lost is named in the log and in the head", async () => {
  const tomas = absence({ userId: "u-tomas", name: "Tomás Brandt" });
  const log = await draw({ absences: [tomas], lostAgent: "Tomás Brandt" });
  await vi.waitFor(() => expect(log()).toContain("Tomás Brandt lost the connection"));
  const head = document.querySelector(".dk-head")?.textContent.replace(/[\u2066-\u2069]/g, "");
  expect(head).toContain("Tomás Brandt lost the connection");
});

test("the head names a colleague no more who is back", async () => {
  const until = "2026-01-01T12:30:00.000Z";
  const log = await draw({
    absences: [absence({ userId: "u-tomas", name: "Tomás Brandt", until })],
  });
  await vi.waitFor(() =>
    expect(log().join()).toContain("Tomás Brandt lost the connection, and was"),
  );
  expect(document.querySelector(".dk-head")?.textContent).not.toContain("lost the connection");
});
