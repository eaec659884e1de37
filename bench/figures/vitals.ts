import { inTurn, ms, type Figure, type Row } from "../figure.ts";
import { launcherOf } from "../names.ts";
import { median, quantile } from "../statistics.ts";
import type { Stage } from "../stage.ts";

interface Vitals {
  readonly LCP: number;
  readonly CLS: number;
  readonly INP: number;
}

/** Records the Core Web Vitals, as the browser reports them. */
function observe(): void {
  const vitals = { LCP: 0, CLS: 0, INP: 0 };
  const on = (type: string, take: (entry: PerformanceEntry) => void, more: object = {}): void =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) take(entry);
    }).observe({ type, buffered: true, ...more });
  on("largest-contentful-paint", ({ startTime }) => (vitals.LCP = startTime));
  on("layout-shift", (entry) => {
    vitals.CLS += (entry as PerformanceEntry & { readonly value: number }).value;
  });
  on("event", ({ duration }) => (vitals.INP = Math.max(vitals.INP, duration)), {
    durationThreshold: 16,
  });
  Object.assign(globalThis, { vitals });
}

/** Visits a page, reads it and presses one of its buttons. */
async function visit(stage: Stage, path: string): Promise<Vitals> {
  const scene = await stage.show(path, {
    slowed: 4,
    async before(page) {
      await page.addInitScript(observe);
    },
  });
  await scene.page.waitForLoadState("load");
  if (path === "/article-parlor") await scene.seen(launcherOf.parlor);
  await scene.page.waitForLoadState("networkidle");
  // Visitors look before they press: by then all three variants have been drawn for a while.
  await scene.probe(({ drawn }) => drawn());
  const button = scene.page.getByRole("button", { name: "Book" });
  for (let press = 0; press < 3; press++) {
    await button.click();
    await scene.probe(({ drawn }) => drawn());
  }
  await scene.page.waitForFunction(
    () => (globalThis as unknown as { vitals: Vitals }).vitals.INP > 0,
  );
  const vitals = await scene.page.evaluate<Vitals>("vitals");
  await scene.close();
  return vitals;
}

/** Compares a page with Parlor to the same page without. */
export const vitals: Figure = {
  name: "vitals",
  async measure(stage, { pageRuns }) {
    const visits: Record<"without" | "again" | "with", Vitals[]> = {
      without: [],
      again: [],
      with: [],
    };
    const keep = (name: keyof typeof visits, path: string) => async (): Promise<number> =>
      visits[name].push(await visit(stage, path));
    await inTurn(pageRuns, {
      without: keep("without", "/article"),
      with: keep("with", "/article-parlor"),
      again: keep("again", "/article"),
    });
    return (["LCP", "CLS", "INP"] as const).map((name): Row => {
      const values = (of: keyof typeof visits): number[] => visits[of].map((one) => one[name]);
      const page = [...values("without"), ...values("again")];
      const [low, high] = [quantile(page, 0.05), quantile(page, 0.95)];
      const found = median(values("with"));
      const say = (value: number): string => (name === "CLS" ? value.toFixed(3) : ms(value));
      return {
        figure: `${name} of a page with Parlor, 4× slowed`,
        limit: `inside the spread of the page without (p5 to p95 of ${page.length} visits)`,
        measured: `${say(found)} (without ${say(median(page))}, spread ${say(low)} to ${say(high)})`,
        isKept: found <= high,
        unit: name === "CLS" ? "" : "ms",
        series: [
          { name: "with Parlor", values: values("with") },
          { name: "without", values: values("without") },
          { name: "without, again", values: values("again") },
        ],
      };
    });
  },
};
