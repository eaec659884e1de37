import type { CDPSession } from "@playwright/test";

/**
 * Milliseconds of main-thread work in CPU time, which does not depend on the machine's other load.
 */
export interface Work {
  /** Compiling and running script. */
  readonly script: number;
  /** All tasks: script, styles, layout, paint. */
  readonly task: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly url?: string } };
}

const SCRIPT = new Set([
  "EvaluateScript",
  "v8.compile",
  "v8.compileModule",
  "v8.evaluateModule",
  "FunctionCall",
  "RunMicrotasks",
]);
const TASK = new Set(["RunTask"]);

/** Adds up the durations of the events with these names, without those nested in another. */
function total(events: readonly TraceEvent[], names: ReadonlySet<string>): number {
  let sum = 0;
  const ends = new Map<number, number>();
  for (const { name, tid, pid, ts, dur = 0, tdur = 0 } of events) {
    const thread = pid * 1e7 + tid;
    if (!names.has(name) || ts < (ends.get(thread) ?? 0)) continue;
    ends.set(thread, ts + dur);
    sum += tdur / 1000;
  }
  return sum;
}

/**
 * Records the work of the main thread from now on.
 * @param until - script counts until the file at this address has run
 * @returns a function that stops recording and returns the totals
 */
export async function recordWork(cdp: CDPSession, until = "nothing"): Promise<() => Promise<Work>> {
  const events: TraceEvent[] = [];
  cdp.on("Tracing.dataCollected", ({ value }) =>
    events.push(...(value as unknown as TraceEvent[])),
  );
  await cdp.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: {
      includedCategories: ["devtools.timeline", "disabled-by-default-devtools.timeline", "v8"],
    },
  });
  return async () => {
    const complete = new Promise<unknown>((resolve) =>
      cdp.once("Tracing.tracingComplete", resolve),
    );
    await cdp.send("Tracing.end");
    await complete;
    const main = new Set(
      events
        .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
        .map(({ pid, tid }) => `${pid} ${tid}`),
    );
    const ours = events
      .filter(({ ph, pid, tid }) => ph === "X" && main.has(`${pid} ${tid}`))
      .toSorted((a, b) => a.ts - b.ts);
    const shown = ours.findLast(
      ({ name, args }) => name === "EvaluateScript" && args?.data?.url?.endsWith(until) === true,
    );
    const end = shown === undefined ? Number.POSITIVE_INFINITY : shown.ts + (shown.dur ?? 0);
    return {
      script: total(
        ours.filter(({ ts }) => ts < end),
        SCRIPT,
      ),
      task: total(ours, TASK),
    };
  };
}
