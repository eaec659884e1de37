import { Stage } from "./stage.ts";
import type { Effort, Figure, Row } from "./figure.ts";
import { history } from "./figures/history.ts";
import { load } from "./figures/load.ts";
import { opening } from "./figures/open.ts";
import { weight } from "./figures/weight.ts";

const figures: readonly Figure[] = [weight, load, opening, history];

/** @returns whether every figure is kept */
export async function bench(args: readonly string[]): Promise<boolean> {
  const only = args
    .find((arg) => arg.startsWith("--only="))
    ?.slice("--only=".length)
    .split(",");
  const effort: Effort = args.includes("--quick")
    ? { runs: 2, pageRuns: 2 }
    : { runs: 11, pageRuns: 21 };
  const stage = new Stage();
  const rows: Row[] = [];
  try {
    await stage.open();
    for (const { name, measure } of figures) {
      if (only !== undefined && !only.includes(name)) continue;
      for (const row of await measure(stage, effort)) {
        rows.push(row);
        console.log(
          `${row.isKept ? "pass" : "FALLS SHORT"}  ${row.figure}: ${row.measured} (${row.limit})`,
        );
      }
    }
  } finally {
    await stage.close();
  }
  return rows.every(({ isKept }) => isKept);
}
