import { inTurn, ms, times, type Figure, type Row } from "../figure.ts";
import { fieldOf, launcherOf } from "../names.ts";
import { median } from "../statistics.ts";
import type { Scene, Stage } from "../stage.ts";

const SLOWED = 4;

/** Milliseconds from the click to the frame that shows the field, by the page's own clock. */
async function click(scene: Scene, launcher: string, field: string): Promise<number> {
  const clicked = scene.page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        addEventListener("click", ({ timeStamp }) => resolve(timeStamp), {
          capture: true,
          once: true,
        }),
      ),
  );
  const seen = scene.seen(field);
  await scene.probe(({ drawn }) => drawn());
  const box = await scene.page.locator(launcher).last().boundingBox();
  if (box === null) throw new Error("There is no launcher");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  // Dispatched directly, as a touch would be: no hover comes before.
  for (const type of ["mousePressed", "mouseReleased"] as const)
    await scene.cdp.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
  return (await seen) - (await clicked);
}

/**
 * @param isReady - whether the pointer has hovered over the launcher and the prefetch is complete
 */
async function open(stage: Stage, name: "parlor" | "reference", isReady: boolean): Promise<number> {
  const launcher = launcherOf[name];
  const scene = await stage.show(`/${name}`, { slowed: SLOWED });
  await scene.seen(launcher);
  await scene.page.waitForLoadState("networkidle");
  if (isReady) {
    await scene.page.locator(launcher).last().hover();
    await scene.page.waitForLoadState("networkidle");
  }
  const took = await click(scene, launcher, fieldOf[name]);
  await scene.close();
  return took;
}

export const opening: Figure = {
  name: "open",
  async measure(stage, { pageRuns }) {
    const found = await inTurn(pageRuns, {
      ready: () => open(stage, "parlor", true),
      cold: () => open(stage, "parlor", false),
      reference: () => open(stage, "reference", true),
    });
    const row = (figure: string, limit: number, ours: readonly number[]): Row => {
      const ratio = median(ours) / median(found.reference);
      return {
        figure,
        limit: `≤ ${limit} × the reference's`,
        measured: `${times(ratio)} (${ms(median(ours))}, reference ${ms(median(found.reference))})`,
        isKept: ratio <= limit,
        unit: "ms",
        series: [
          { name: "Parlor", values: ours },
          { name: "reference", values: found.reference },
        ],
      };
    };
    return [
      row("click to painted panel, fetched on hover, 4× slowed", 1.1, found.ready),
      row("click to painted panel, cold, 4× slowed", 3.2, found.cold),
    ];
  },
};
