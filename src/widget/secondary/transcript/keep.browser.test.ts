/** @module-tag engine-document */

import { afterEach, expect, test, vi } from "vitest";
import { english } from "../../../../test/english.ts";
import { emptyConversation, reduce } from "../../../transport/conversation/reduce.ts";
import type { WidgetContext } from "../../model/widget-context.ts";
import { keepTranscript } from "./keep.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("the file's address outlives the click, for browsers that read it later, and is given back in the end", async () => {
  vi.useFakeTimers();
  let url = "";
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    url = this.href;
    expect(this.download).toMatch(/\.txt$/);
  });
  const revoke = vi.spyOn(URL, "revokeObjectURL");
  const state = reduce(emptyConversation, { type: "phase", phase: { kind: "waiting", since: 0 } });
  const context = {
    chat: { chat: { get: () => state } },
    host: { options: { company: "Lantern Line" } },
    translator: english,
  } as unknown as WidgetContext;
  await keepTranscript(context, "text");
  expect(await (await fetch(url)).text()).toContain("Lantern Line");
  expect(revoke).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(revoke).toHaveBeenCalledExactlyOnceWith(url);
});
