import { inTurn, MB, ms, times, type Figure, type Row } from "../figure.ts";
import { launcherOf } from "../names.ts";
import { median } from "../statistics.ts";
import { recordWork, type Work } from "../trace.ts";
import type { Stage } from "../stage.ts";

const SLOWED = 4;

interface Visit {
  readonly launcher: number;
  readonly script: number;
  readonly blocking: number;
  readonly heap: number;
}

/**
 * Visits a page twice without interaction: once without probes, to measure only the page's own
 * script, and once with them, to learn when the launcher appears.
 */
async function visit(stage: Stage, path: string, launcher: string | null): Promise<Visit> {
  let stop = async (): Promise<Work> => ({ script: Number.NaN, task: Number.NaN });
  const quiet = await stage.show(path, {
    slowed: SLOWED,
    hasProbes: false,
    async before(_, cdp) {
      // The launcher exists as soon as this script has run.
      stop = await recordWork(cdp, path === "/launcher" ? "/parlor.js" : "/chat.js");
    },
  });
  await quiet.page.waitForLoadState("networkidle");
  const { script } = await stop();
  const heap = await quiet.heap();
  await quiet.close();
  const scene = await stage.show(path, { slowed: SLOWED });
  const seen =
    launcher === null ? await scene.probe((probes) => probes.drawn()) : await scene.seen(launcher);
  await scene.page.waitForLoadState("load");
  await scene.probe((probes) => probes.drawn());
  const blocking = await scene.probe((probes) => probes.blocking());
  await scene.close();
  return { launcher: seen, script, blocking, heap };
}

/** The cost of the widget to a page on which nobody opens the chat. */
export const load: Figure = {
  name: "load",
  async measure(stage, { pageRuns }) {
    const visits: Record<"empty" | "parlor" | "reference", Visit[]> = {
      empty: [],
      parlor: [],
      reference: [],
    };
    const keep =
      (name: keyof typeof visits, launcher: string | null) => async (): Promise<number> => {
        visits[name].push(
          await visit(stage, name === "parlor" ? "/launcher" : `/${name}`, launcher),
        );
        return 0;
      };
    // The script takes about ten milliseconds and is cut up by the throttle. It is the figure with
    // the widest spread, and gets twice the visits.
    await inTurn(2 * pageRuns, {
      empty: keep("empty", null),
      parlor: keep("parlor", launcherOf.parlor),
      reference: keep("reference", launcherOf.reference),
    });
    const all = (name: keyof typeof visits, what: keyof Visit): number[] =>
      visits[name].map((one) => one[what]);
    const script = (name: keyof typeof visits): number[] => {
      const empty = median(all("empty", "script"));
      return all(name, "script").map((value) => value - empty);
    };

    const ratio = (
      figure: string,
      limit: number,
      of: (name: "parlor" | "reference") => number[],
      unit: "ms" | "MB",
    ): Row => {
      const [ours, theirs] = [of("parlor"), of("reference")];
      const found = median(ours) / median(theirs);
      const say = unit === "ms" ? ms : MB;
      return {
        figure,
        limit: `≤ ${limit} × the reference`,
        measured: `${times(found)} (${say(median(ours))}, reference ${say(median(theirs))})`,
        isKept: found <= limit,
        unit,
        series: [
          { name: "Parlor", values: ours },
          { name: "reference", values: theirs },
        ],
      };
    };
    const added = median(all("parlor", "blocking")) - median(all("empty", "blocking"));
    return [
      ratio("script on the main thread until the launcher, 4× slowed", 0.6, script, "ms"),
      {
        figure: "blocking time added to the page's load, 4× slowed",
        limit: "0 ms",
        measured: ms(added),
        isKept: added <= 0,
        unit: "ms",
        series: [
          { name: "Parlor", values: all("parlor", "blocking") },
          { name: "empty page", values: all("empty", "blocking") },
        ],
      },
      ratio("launcher painted, 4× slowed", 1.1, (name) => all(name, "launcher"), "ms"),
      ratio("JS heap after load", 1.1, (name) => all(name, "heap"), "MB"),
    ];
  },
};
