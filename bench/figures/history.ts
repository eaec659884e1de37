import { inTurn, MB, ms, times, type Figure } from "../figure.ts";
import { fieldOf, launcherOf } from "../names.ts";
import { median, p95 } from "../statistics.ts";
import type { Scene, Stage } from "../stage.ts";

interface Filled {
  readonly took: number;
  readonly scene: Scene;
}

type Window = typeof globalThis & {
  open(): void;
  fill(all: readonly object[]): void;
  probes: { drawn(): Promise<number>; find(selector: string): HTMLElement | null };
};

/** Opens a panel, passes it `count` messages and measures the time until the newest is painted. */
async function fill(
  stage: Stage,
  name: "parlor" | "reference",
  count: number,
  slowed = 1,
): Promise<Filled> {
  const scene = await stage.show(name === "parlor" ? "/history" : "/reference", { slowed });
  await scene.page.waitForFunction(() => "fill" in globalThis);
  if (name === "parlor") await scene.page.evaluate(() => (globalThis as Window).open());
  else await scene.page.locator(launcherOf.reference).click();
  await scene.seen(fieldOf[name]);
  await scene.page.waitForLoadState("networkidle");
  const took = await scene.page.evaluate(async (length) => {
    const { fill: tell, probes } = globalThis as Window;
    const all = Array.from({ length }, (_, n) => ({
      id: `m${n}`,
      name: "Noor",
      body: `Message ${n}: the night train leaves at a quarter past nine, and the sea is there when you wake up.`.slice(
        0,
        30 + ((n * 37) % 70),
      ),
      at: new Date(1_700_000_000_000 + n * 20_000).toISOString(),
    }));
    await probes.drawn();
    const from = performance.now();
    tell(all);
    return (await probes.drawn()) - from;
  }, count);
  const isNewestThere = await scene.page.evaluate((last) => {
    const log = (globalThis as Window).probes.find("[role=log], .pl-log");
    const row = [...(log?.querySelectorAll("[role=article]") ?? [])].at(-1);
    const [at, of] = [row?.getBoundingClientRect(), log?.getBoundingClientRect()];
    return (
      at !== undefined &&
      of !== undefined &&
      at.bottom <= of.bottom + 1 &&
      row?.textContent.includes(`Message ${last}`) === true
    );
  }, count - 1);
  if (!isNewestThere) throw new Error(`${name} does not show the newest of ${count}`);
  return { took, scene };
}

async function newest(stage: Stage, name: "parlor" | "reference", count: number): Promise<number> {
  const { took, scene } = await fill(stage, name, count);
  await scene.close();
  return took;
}

/** Scrolls to the oldest message and back at the speed of a wheel. */
async function scroll({ page }: Scene): Promise<number[]> {
  return page.evaluate(async () => {
    const { probes } = globalThis as unknown as {
      probes: { frames(): () => number[]; find(selector: string): HTMLElement | null };
    };
    const log = probes.find("[role=log], .pl-log");
    const stop = probes.frames();
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const textOf = (which: number): string =>
      [...(log?.querySelectorAll("[role=article]") ?? [])].at(which)?.textContent ?? "";
    const go = async (by: number, isThere: () => boolean): Promise<void> => {
      for (let at = 0; !isThere(); at++) {
        if (at > 20_000) throw new Error("The end never came");
        log?.scrollBy(0, by);
        await frame();
      }
    };
    await go(-700, () => textOf(0).includes("Message 0:") && log?.scrollTop === 0);
    await go(700, () => textOf(-1).includes("Message 9999:"));
    return stop();
  });
}

export const history: Figure = {
  name: "history",
  async measure(stage, { runs }) {
    const painted = await inTurn(runs, {
      ours100: () => newest(stage, "parlor", 100),
      ours1000: () => newest(stage, "parlor", 1_000),
      reference1000: () => newest(stage, "reference", 1_000),
      ours10000: () => newest(stage, "parlor", 10_000),
    });
    const { reference10000 } = await inTurn(Math.min(runs, 5), {
      reference10000: () => newest(stage, "reference", 10_000),
    });
    const heaps: number[] = [];
    const frames: number[] = [];
    for (let run = 0; run < Math.min(runs, 5); run++) {
      const { scene } = await fill(stage, "parlor", 10_000);
      heaps.push(await scene.heap());
      // Each run yields thousands of frames.
      if (run < 2) frames.push(...(await scroll(scene)));
      await scene.close();
    }
    const ratio = (a: readonly number[], b: readonly number[]): number => median(a) / median(b);
    const thousand = ratio(painted.ours1000, painted.reference1000);
    const ten = ratio(painted.ours10000, reference10000);
    const hundred = ratio(painted.ours10000, painted.ours100);
    const slow = p95(frames);
    const heap = median(heaps);
    return [
      {
        figure: "history of 1,000: newest painted",
        limit: "≤ 0.5 × the reference",
        measured: `${times(thousand)} (${ms(median(painted.ours1000))}, reference ${ms(median(painted.reference1000))})`,
        isKept: thousand <= 0.5,
        unit: "ms",
        series: [
          { name: "Parlor", values: painted.ours1000 },
          { name: "reference", values: painted.reference1000 },
        ],
      },
      {
        figure: "history of 10,000, all held: newest painted",
        limit: "≤ 0.1 × the reference, ≤ 1.5 × our own 100",
        measured: `${times(ten)}, ${times(hundred)} (${ms(median(painted.ours10000))}, reference ${ms(median(reference10000))}, our 100 ${ms(median(painted.ours100))})`,
        isKept: ten <= 0.1 && hundred <= 1.5,
        unit: "ms",
        series: [
          { name: "Parlor, 10,000", values: painted.ours10000 },
          { name: "Parlor, 100", values: painted.ours100 },
          { name: "reference, 10,000", values: reference10000 },
        ],
      },
      {
        figure: "10,000: frame while scrolling to the oldest and back, p95",
        limit: "≤ 20 ms",
        measured: ms(slow),
        isKept: slow <= 20,
        unit: "ms",
        series: [{ name: "Parlor", values: frames }],
      },
      {
        figure: "10,000: JS heap",
        limit: "≤ 10 MB",
        measured: MB(heap),
        isKept: heap <= 10e6,
        unit: "MB",
        series: [{ name: "Parlor", values: heaps }],
      },
    ];
  },
};
