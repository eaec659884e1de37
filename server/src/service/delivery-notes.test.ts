import { expect, test } from "vitest";
import { createFakeClock } from "../testing/fake-clock.ts";
import { createDeliveryNotes } from "./delivery-notes.ts";

const failed = { kind: "failed", because: "status 500" } as const;

test("an endpoint that fails is noted once, and again after it has taken a delivery", () => {
  const lines: string[] = [];
  const notes = createDeliveryNotes(createFakeClock(0), (line) => lines.push(line));
  notes.attempted("a", failed);
  notes.attempted("a", { ...failed, because: "status 502" });
  notes.attempted("b", { kind: "refused", because: "status 410" });
  notes.attempted("a", { kind: "delivered" });
  expect(lines).toEqual([
    "Deliveries to a fail: status 500. They are tried again.",
    "Deliveries to b are refused: status 410.",
  ]);
  notes.attempted("a", failed);
  expect(lines).toHaveLength(3);
});

test("parked deliveries of a minute are noted together", () => {
  const lines: string[] = [];
  const clock = createFakeClock(0);
  const notes = createDeliveryNotes(clock, (line) => lines.push(line));
  for (let n = 0; n < 5; n++) notes.parked("a", "status 410");
  notes.parked("b", "status 500");
  clock.advance(59_999);
  notes.parked("a", "status 410");
  expect(lines.map((line) => line.slice(0, line.indexOf(".")))).toEqual([
    "Parked: 1 to a (status 410)",
    "Parked: 1 to b (status 500)",
  ]);
  clock.advance(1);
  // Nothing has to happen for the others to be noted.
  expect(lines.at(-1)).toMatch(/^Parked: 5 to a \(status 410\)\. "parlor-server webhooks retry"/);
  clock.advance(120_000);
  expect(lines).toHaveLength(3);
});
