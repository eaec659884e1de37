import type { Locator } from "@playwright/test";
import { DurableReference } from "../durable-reference.ts";
import { ms, times, type Figure } from "../figure.ts";
import { fieldOf, launcherOf } from "../names.ts";
import type { Scene } from "../stage.ts";
import { median, p95 } from "../statistics.ts";

interface Sent {
  /** Frames after the key press that did not show the row yet. */
  readonly framesWithout: number;
  /** Milliseconds from the key press to the frame that shows the row. */
  readonly row: number;
  /** Milliseconds from the key press to the server's answer. */
  readonly acknowledged: number;
}

/** Waits for the next Enter and measures its effects. */
function watch(): Promise<Sent> {
  const { probes } = globalThis as unknown as {
    probes: { find(selector: string): HTMLElement | null };
  };
  const log = probes.find("[role=log], .pl-log");
  const rows = (): NodeListOf<Element> | undefined => log?.querySelectorAll("[role=article]");
  return new Promise((resolve) => {
    addEventListener(
      "keydown",
      ({ timeStamp: from }) => {
        const before = rows()?.length ?? 0;
        const acknowledged = new Promise<number>((answer) => {
          new PerformanceObserver((list, observer) => {
            const post = list
              .getEntriesByType("resource")
              .findLast(({ name }) => name.endsWith("/messages"));
            if (post === undefined) return;
            observer.disconnect();
            answer((post as PerformanceResourceTiming).responseEnd - from);
          }).observe({ type: "resource" });
        });
        let framesWithout = 0;
        const look = (): void => {
          if ((rows()?.length ?? 0) === before) {
            framesWithout++;
            requestAnimationFrame(look);
            return;
          }
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            const row = performance.now() - from;
            void acknowledged.then((took) => resolve({ framesWithout, row, acknowledged: took }));
          };
          port2.postMessage(null);
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
}

/**
 * The limit of the acknowledgement, as a multiple of the time that a bare `ws` server with one
 * durable insert takes.
 */
const LIMIT = 3;

export const keystroke: Figure = {
  name: "keystroke",
  async measure(stage, { runs }) {
    const reference = new DurableReference();
    stage.site.put("/durable", await reference.start());
    const scene = await stage.show("/parlor");
    await scene.seen(launcherOf.parlor);
    await scene.page.locator(launcherOf.parlor).last().click();
    await scene.seen(fieldOf.parlor);
    // The first message begins the conversation. It is not measured: it makes two requests.
    await (await fill(scene, -1)).press("Enter");
    await scene.page.getByRole("heading", { name: /^You’re/ }).waitFor();
    const bare = await stage.show("/durable");
    await bare.page.waitForFunction(() => document.title === "Open");
    const all: Sent[] = [];
    const references: number[] = [];
    for (let n = 0; n < runs * 20; n++) {
      const field = await fill(scene, n);
      const sent = scene.page.evaluate(watch);
      await scene.probe(({ drawn }) => drawn());
      await field.press("Enter");
      all.push(await sent);
      const bareField = await fill(bare, n);
      await bare.probe(({ drawn }) => drawn());
      await bareField.press("Enter");
      references.push(await bare.page.evaluate<number>("answered"));
    }
    await scene.close();
    await bare.close();
    reference.close();
    const frames = all.map((one) => one.framesWithout);
    const rows = all.map((one) => one.row);
    const answers = all.map((one) => one.acknowledged);
    const ratio = p95(answers) / p95(references);
    return [
      {
        figure: "keystroke to painted row",
        limit: "≤ 1 frame",
        measured: `in frame ${Math.max(...frames) + 1} of ${all.length} sends at the latest (median ${ms(median(rows))})`,
        isKept: Math.max(...frames) === 0,
        unit: "ms",
        series: [{ name: "Parlor", values: rows }],
      },
      {
        figure: "keystroke to the server's acknowledgement on loopback, p95",
        limit: `≤ ${LIMIT} × a bare ws server with one durable insert`,
        measured: `${times(ratio)} (${ms(p95(answers))}, reference ${ms(p95(references))}; medians ${ms(median(answers))} and ${ms(median(references))})`,
        isKept: ratio <= LIMIT,
        unit: "ms",
        series: [
          { name: "Parlor", values: answers },
          { name: "bare ws and one insert", values: references },
        ],
      },
    ];
  },
};

async function fill({ page }: Scene, n: number): Promise<Locator> {
  // In a browser without a head every page has focus; it is brought to the front for its frames.
  await page.bringToFront();
  const field = page.getByRole("textbox", { name: "Message" });
  await field.fill(`Message ${n}`);
  return field;
}
