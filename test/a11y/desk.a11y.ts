import { test, expect } from "../../e2e/fixtures.ts";
import { deskStates } from "../../e2e/desk-states.ts";
import { inputs, sizes, Walk } from "./walk.ts";

/* Three engines over every state of the desk, on the real server. */

for (const input of inputs)
  test(`no engine finds a fault in any state of the desk: ${input}, every size`, async ({
    server,
    desk,
  }) => {
    const { page } = desk;
    const walk = new Walk();
    await page.emulateMedia({ reducedMotion: "reduce" });
    for await (const state of deskStates(server, desk)) {
      for (const viewport of sizes) {
        await page.setViewportSize(viewport);
        await walk.judge(page, state, input);
      }
      await page.setViewportSize({ width: 1280, height: 800 });
    }
    expect(walk.found).toEqual([]);
    if (input === "mouse") expect(walk.unused("desk")).toEqual([]);
  });
