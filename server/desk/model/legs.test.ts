import { expect, test } from "vitest";
import type { Participant } from "../api/views.ts";
import { alertingLeg, owedLegs, talkingLeg } from "./legs.ts";

const leg = (id: string, change: Partial<Participant> = {}): Participant => ({
  id,
  purpose: "agent",
  state: "disconnected",
  user: { id: "noor" },
  connectedTime: "2026-01-01T00:00:00.000Z",
  ...change,
});
const chat = (...participants: Participant[]) => ({ id: "c", participants });
const ids = (legs: readonly Participant[]): string[] => legs.map(({ id }) => id);

test("the leg that is connected is the one that talks, and only the agent's own", () => {
  const other = leg("theirs", { state: "connected", user: { id: "tomas" } });
  expect(talkingLeg(chat(leg("old"), other), "noor")).toBeUndefined();
  expect(talkingLeg(chat(leg("old"), leg("new", { state: "connected" })), "noor")?.id).toBe("new");
  expect(talkingLeg(chat(leg("ringing", { state: "alerting" })), "noor")).toBeUndefined();
});

test("every leg that has talked and has no outcome is owed, while another one rings too", () => {
  const { connectedTime: _, ...missed } = leg("missed");
  const all = chat(
    leg("first"),
    leg("saved", { wrapup: { code: "solved" } }),
    leg("provisional", { wrapup: { code: "", provisional: true } }),
    leg("skipped", { wrapupSkipped: true }),
    leg("theirs", { user: { id: "tomas" } }),
    missed,
    leg("talking", { state: "connected" }),
    leg("ringing", { state: "alerting" }),
  );
  expect(ids(owedLegs(all, "noor"))).toEqual(["first", "provisional"]);
});

test("a chat rings for the agent whose leg is alerting, and for nobody else", () => {
  const ringing = chat(leg("old"), leg("new", { state: "alerting" }));
  expect(alertingLeg(ringing, "noor")?.id).toBe("new");
  expect(alertingLeg(ringing, "tomas")).toBeUndefined();
  expect(alertingLeg(chat(leg("old"), leg("new", { state: "connected" })), "noor")).toBeUndefined();
});
