import { ms, type Figure } from "../figure.ts";
import { fieldOf, launcherOf } from "../names.ts";
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
  const log = probes.find("[role=log]");
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

export const keystroke: Figure = {
  name: "keystroke",
  async measure(stage, { runs }) {
    const scene = await stage.show("/parlor");
    await scene.seen(launcherOf.parlor);
    await scene.page.locator(launcherOf.parlor).last().click();
    await scene.seen(fieldOf.parlor);
    await scene.page.getByRole("heading", { name: /^You’re/ }).waitFor();
    const field = scene.page.getByRole("textbox", { name: "Message" });
    const all: Sent[] = [];
    for (let n = 0; n < runs * 20; n++) {
      await field.fill(`Message ${n}`);
      const sent = scene.page.evaluate(watch);
      await scene.probe(({ drawn }) => drawn());
      await field.press("Enter");
      all.push(await sent);
    }
    await scene.close();
    const [frames, rows, answers] = [
      all.map((one) => one.framesWithout),
      all.map((one) => one.row),
      all.map((one) => one.acknowledged),
    ];
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
        limit: "≤ 15 ms",
        measured: `${ms(p95(answers))} (median ${ms(median(answers))})`,
        isKept: p95(answers) <= 15,
        unit: "ms",
        series: [{ name: "Parlor", values: answers }],
      },
    ];
  },
};
