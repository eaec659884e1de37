import { afterEach, expect, test, vi } from "vitest";
import { drawPanel } from "../../../../test/draw-panel.ts";
import { SecondarySlot } from "../../model/chunk-slots.tsx";
import type { ParlorErrorCode } from "../../../transport/index.ts";

/* A failed start before the chunk with its screen has arrived: the last test lets it arrive. */

const failed = (code: ParlorErrorCode) =>
  ({ kind: "failed", code, contextId: null, retryAt: null }) as const;

afterEach(() => vi.restoreAllMocks());

test("a server that is away with its chunks leaves no empty panel: the retry and the e-mail address are there", async () => {
  vi.spyOn(SecondarySlot, "fetch").mockRejectedValue(new TypeError("502"));
  const { root } = drawPanel({}, { email: "help@example.com" }, failed("server-error"));
  await vi.waitFor(() => expect(root.textContent).toContain("The chat didn’t open"));
  expect(root.querySelector<HTMLAnchorElement>(".pl-screen a")?.href).toBe(
    "mailto:help@example.com",
  );
  expect(root.querySelector(".pl-screen button")?.textContent).toBe("Try again");
});

test("without a network, a failed start says why and can be tried again, and then has its screen", async () => {
  const fetch = vi.spyOn(SecondarySlot, "fetch").mockRejectedValue(new TypeError("No network"));
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  const start = vi.fn(async () => undefined);
  const { root } = drawPanel({ start }, {}, failed("offline"));
  await vi.waitFor(() => expect(root.textContent).toContain("You seem to be offline"));
  expect(root.querySelector(".pl-ref")).toBeNull();
  root.querySelector<HTMLElement>(".pl-screen button")?.click();
  expect(start).toHaveBeenCalledOnce();
  fetch.mockRestore();
  await vi.waitFor(() => {
    dispatchEvent(new Event("online"));
    expect(start.mock.calls.length).toBeGreaterThan(1);
  });
  await vi.waitFor(() => expect(root.querySelector(".pl-ref")?.textContent).toContain("PL-201"));
});

test("a start that the server has refused is not tried again by itself", async () => {
  const start = vi.fn(async () => undefined);
  drawPanel({ start }, {}, failed("rate-limited"));
  dispatchEvent(new Event("online"));
  await Promise.resolve();
  expect(start).not.toHaveBeenCalled();
});
