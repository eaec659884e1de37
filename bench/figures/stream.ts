import { setTimeout as wait } from "node:timers/promises";
import { AgentCalls } from "../../e2e/agent-calls.ts";
import { ms, times, type Figure, type Row, type Series } from "../figure.ts";
import { fieldOf, launcherOf } from "../names.ts";
import { median, p95 } from "../statistics.ts";
import type { Scene, Stage } from "../stage.ts";
import { recordWork } from "../trace.ts";

const HELD = 2_000;
const SENT = 100;
const EVERY_MS = 1_000 / 50;

type Say = (body: string) => Promise<unknown>;

interface Held {
  readonly scene: Scene;
  readonly say: Say;
  /** Ends the chat and closes its page. An agent has no more than four chats at once. */
  readonly close: () => Promise<void>;
}

interface Run {
  readonly frames: readonly number[];
  /** Milliseconds of main-thread work per message. */
  readonly work: number;
}

const textOf = (n: number): string =>
  `Message ${n}: the night train leaves at a quarter past nine.`;

/** Waits until the newest row contains the text. */
const until = (scene: Scene, text: string): Promise<unknown> =>
  scene.page.waitForFunction((wanted) => {
    const { probes } = globalThis as unknown as {
      probes: { find(selector: string): Element | null };
    };
    const rows = probes.find("[role=log], .pl-log")?.querySelectorAll("[role=article]") ?? [];
    return [...rows].at(-1)?.textContent.includes(wanted) === true;
  }, text);

/** Opens a panel with 2,000 messages in it, and returns a function that sends another. */
async function hold(stage: Stage, name: "parlor" | "reference"): Promise<Held> {
  const scene = await stage.show(name === "parlor" ? "/parlor-start-on-open" : "/stream");
  await scene.seen(launcherOf[name]);
  await scene.page.locator(launcherOf[name]).last().click();
  await scene.seen(fieldOf[name]);
  let say: Say;
  let { close } = scene;
  if (name === "parlor") {
    await scene.page.getByRole("heading", { name: /^You’re/ }).waitFor();
    const agent = new AgentCalls(stage.server);
    await agent.takeNext();
    say = (body) => agent.write(body);
    close = async () => {
      await agent.end();
      await scene.close();
    };
    for (let n = 0; n < HELD - 1; n += 20)
      await Promise.all(
        Array.from({ length: Math.min(20, HELD - 1 - n) }, (_, k) => say(textOf(n + k))),
      );
    await say(textOf(HELD - 1));
  } else {
    await stage.heard();
    let count = HELD;
    say = async (body) =>
      stage.tell(
        JSON.stringify({
          topicName: "v2.conversations.chats.bench.messages",
          eventBody: { id: `m${count++}`, body, timestamp: new Date().toISOString() },
        }),
      );
    // Sending them individually would take minutes.
    const at = new Date().toISOString();
    const all = Array.from({ length: HELD }, (_, n) => ({
      id: `m${n}`,
      name: "Noor",
      body: textOf(n),
      at,
    }));
    await scene.page.evaluate(
      (held) => (globalThis as unknown as { fill(all: object[]): void }).fill(held),
      all,
    );
  }
  await until(scene, textOf(HELD - 1));
  return { scene, say, close };
}

/** Sends a burst of messages after the existing ones. */
async function send({ scene, say }: Held, first: number): Promise<void> {
  const begun = performance.now();
  const said: Promise<unknown>[] = [];
  for (let n = 0; n < SENT; n++) {
    await wait(Math.max(0, begun + n * EVERY_MS - performance.now()));
    // Waits for all others, so that the last message is also the last on the server.
    if (n === SENT - 1) await Promise.all(said);
    said.push(say(textOf(first + n)));
  }
  await until(scene, textOf(first + SENT - 1));
}

/**
 * Sends two bursts, because recording the work in the same burst would delay the measured frames.
 */
async function burst(held: Held): Promise<Run> {
  const { page, cdp } = held.scene;
  await page.evaluate(() => {
    const { probes } = globalThis as unknown as { probes: { frames(): () => number[] } };
    Object.assign(globalThis, { stopFrames: probes.frames() });
  });
  await send(held, HELD);
  const frames = await page.evaluate<number[]>("stopFrames()");
  const stop = await recordWork(cdp);
  await send(held, HELD + SENT);
  const { task } = await stop();
  return { frames, work: task / SENT };
}

/** 100 messages at 50 a second, added to 2,000 existing ones. */
export const streaming: Figure = {
  name: "stream",
  async measure(stage, { runs }) {
    const rows: Row[] = [];
    for (const slowed of [1, 4]) {
      const found: Record<"parlor" | "reference", Run[]> = { parlor: [], reference: [] };
      for (let run = 0; run < Math.min(runs, 5); run++) {
        for (const name of ["parlor", "reference"] as const) {
          const held = await hold(stage, name);
          await held.scene.cdp.send("Emulation.setCPUThrottlingRate", { rate: slowed });
          found[name].push(await burst(held));
          await held.close();
        }
      }
      const frames = (name: keyof typeof found): number[] =>
        found[name].flatMap((run) => run.frames);
      const work = (name: keyof typeof found): number[] => found[name].map((run) => run.work);
      const series = (of: (name: keyof typeof found) => number[]): Series[] => [
        { name: "Parlor", values: of("parlor") },
        { name: "reference", values: of("reference") },
      ];
      const under = slowed === 1 ? "" : `, ${slowed}× slowed`;
      const slow = p95(frames("parlor"));
      const ratio = median(work("parlor")) / median(work("reference"));
      rows.push(
        {
          figure: `100 messages at 50/s onto 2,000${under}: frame, p95`,
          limit: "≤ 20 ms",
          measured: `${ms(slow)} (reference ${ms(p95(frames("reference")))})`,
          isKept: slow <= 20,
          unit: "ms",
          series: series(frames),
        },
        {
          figure: `100 messages at 50/s onto 2,000${under}: main thread, a message`,
          limit: "≤ 0.5 × the reference",
          measured: `${times(ratio)} (${ms(median(work("parlor")))}, reference ${ms(median(work("reference")))})`,
          isKept: ratio <= 0.5,
          unit: "ms",
          series: series(work),
        },
      );
    }
    return rows;
  },
};
