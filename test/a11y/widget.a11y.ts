import { expect, test } from "../gallery/gallery-test.ts";
import { stateNames } from "../gallery/names.ts";
import { inputs, sizes, Walk } from "./walk.ts";

/* Three engines over every state of the widget. */

for (const input of inputs)
  test.describe(() => {
    test.use({ hasTouch: input === "touch", isMobile: input === "touch" });
    for (const viewport of sizes)
      test(`no engine finds a fault in any state: ${input}, ${viewport.width} x ${viewport.height} px`, async ({
        page,
        show,
      }) => {
        const walk = new Walk();
        await page.emulateMedia({ reducedMotion: "reduce" });
        for (const state of stateNames) {
          // The greeting never comes over a phone's page.
          if (state === "launcher-teaser" && (viewport.width < 480 || input === "touch")) continue;
          await show(page, state, {}, { viewport });
          await walk.judge(page, state, input);
        }
        expect(walk.found).toEqual([]);
      });
  });

test("every exception for the widget accepts something", async ({ page, show }) => {
  const walk = new Walk();
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const state of stateNames) {
    await show(page, state, {}, { viewport: { width: 1280, height: 800 } });
    await walk.judge(page, state, "mouse");
  }
  expect(walk.unused("widget")).toEqual([]);
});
