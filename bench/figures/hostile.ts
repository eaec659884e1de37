import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { ms, times, type Figure } from "../figure.ts";
import { newGuest } from "../new-guest.mjs";
import { quantile } from "../statistics.ts";
import type { BenchServer } from "../bench-server.ts";

const HOSTILE = 50;
const SENDS = 300;
/** Ends the measurement, however slow the server gets. */
const LIMIT_MS = 60_000;
/** A guest waits for the calls of the others that are in progress: at most one call of each. */
const LIMIT = 15;

/**
 * Attaches a guest.
 * @returns a function that sends a message and resolves with the response time
 */
async function innocent(server: BenchServer): Promise<() => Promise<number>> {
  const { own, jwt } = await newGuest(server.url, await server.demo(), "Mara");
  return async () => {
    const begun = performance.now();
    const answer = await fetch(`${own}/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${jwt}`, "content-type": "application/json" },
      body: JSON.stringify({ body: "Is there a night train to Verona?" }),
    });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`The innocent guest got ${answer.status}`);
    return performance.now() - begun;
  };
}

async function sendMany(send: () => Promise<number>): Promise<number[]> {
  const begun = performance.now();
  const took: number[] = [];
  for (let n = 0; n < SENDS && performance.now() - begun < LIMIT_MS; n++) took.push(await send());
  return took;
}

/**
 * The response time of a guest's messages beside fifty hostile guests, who use all that the limits
 * allow and request more.
 */
export const hostile: Figure = {
  name: "hostile",
  async measure({ server }) {
    const send = await innocent(server);
    const { organizationId } = await server.demo();
    await sendMany(send);
    const quiet = await sendMany(send);
    const script = fileURLToPath(new URL("../flood.mjs", import.meta.url));
    const args = [server.url, organizationId, server.limitedDeploymentId, String(HOSTILE)];
    const flood = spawn(process.execPath, [script, ...args], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    try {
      await once(flood.stdout, "data");
      flood.stdin.write("go\n");
      const beside = await sendMany(send);
      flood.stdin.end();
      const [said] = (await once(flood.stdout, "data")) as [Buffer];
      const statuses = JSON.parse(said.toString()) as Readonly<Record<string, number>>;
      const p99 = (took: readonly number[]): number => quantile(took, 0.99);
      const ratio = p99(beside) / p99(quiet);
      const refused = statuses["429"] ?? 0;
      const passed = statuses["200"] ?? 0;
      return [
        {
          figure: "a message acknowledged beside 50 hostile guests, p99",
          limit: `≤ ${LIMIT} × without them`,
          measured: `${times(ratio)} (${ms(p99(beside))}, without ${ms(p99(quiet))}; of theirs ${passed} calls passed, ${refused} were refused)`,
          isKept: ratio <= LIMIT && refused > 0,
          unit: "ms",
          series: [
            { name: "beside 50 hostile guests", values: beside },
            { name: "without", values: quiet },
          ],
        },
      ];
    } finally {
      flood.kill();
    }
  },
};
