import { afterEach, expect, test, vi } from "vitest";
import { select } from "../model/writing.ts";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import {
  chatOf,
  FakeAgentApi,
  guestOf,
  leg,
  missedOf,
  waitingOf,
} from "../testing/fake-agent-api.ts";
import { SERVER_START, type TestDesk } from "../testing/test-desk.ts";

/* The times that the desk shows on a computer whose clock is hours wrong. */

const HOUR_MS = 60 * 60_000;

let it: TestDesk;
afterEach(() => clearDesk(it));

test.each([30, -30])("no time that is shown follows a clock %i hours ahead", async (hours) => {
  const api = new FakeAgentApi();
  const ago = (ms: number): string => new Date(SERVER_START - ms).toISOString();
  api.all.push(chatOf("mara", "Mara", leg({ connectedTime: ago(90_000) })));
  const said = api.say("mara", "Hello", guestOf("mara"));
  api.histories.set("mara", [{ ...said, timestamp: ago(60_000) }]);
  api.line.push(
    waitingOf("ama", "Ama", { waitingSince: ago(125_000), guestAwaySince: ago(5_000) }),
  );
  api.allMissed.push(missedOf("berta", "Berta", { missedSince: ago(70_000) }));
  it = await drawDesk(api, hours * HOUR_MS);
  it.tellTime(SERVER_START);
  select(it.desk, "mara");
  const text = (selector: string): string =>
    document.querySelector(selector)?.textContent.replace(/[\u2066-\u2069]/g, "") ?? "";
  await vi.waitFor(() => expect(text(".dk-head")).toContain("1:30"));
  await vi.waitFor(() => expect(text(".pl-day")).toBe("Today"));
  expect(text(".dk-side")).toContain("2:05");
  expect(text(".dk-side")).toContain("waits 1:00 for you");
  // Its page has gone only just now.
  expect(text(".dk-side")).not.toContain("has left the page");
  expect(text(".dk-bar")).toContain("2:05");
});
