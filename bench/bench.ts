import { fileURLToPath } from "node:url";
import type { Effort, Figure, Row } from "./figure.ts";
import { history } from "./figures/history.ts";
import { hostile } from "./figures/hostile.ts";
import { keystroke } from "./figures/keystroke.ts";
import { load } from "./figures/load.ts";
import { opening } from "./figures/open.ts";
import { streaming } from "./figures/stream.ts";
import { vitals } from "./figures/vitals.ts";
import { weight } from "./figures/weight.ts";
import { table, write } from "./report.ts";
import { Stage } from "./stage.ts";

// The first figures need an empty queue; the later ones leave waiting chats behind.
const figures: readonly Figure[] = [
  streaming,
  keystroke,
  weight,
  load,
  opening,
  history,
  vitals,
  hostile,
];

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** @returns whether every figure is within its limit */
export async function bench(args: readonly string[]): Promise<boolean> {
  const only = args
    .find((arg) => arg.startsWith("--only="))
    ?.slice("--only=".length)
    .split(",");
  const effort: Effort = args.includes("--quick")
    ? { runs: 2, pageRuns: 2 }
    : { runs: 5, pageRuns: 20 };
  const stage = new Stage();
  const rows: Row[] = [];
  try {
    await stage.open();
    for (const { name, measure } of figures) {
      if (only !== undefined && !only.includes(name)) continue;
      const begun = performance.now();
      rows.push(...(await measure(stage, effort)));
      console.log(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
    }
    const circumstances = {
      date: new Date().toISOString().slice(0, 10),
      browser: stage.browserName,
      runs: effort.runs,
    };
    const isForDocs = args.includes("--write");
    write(
      rows,
      circumstances,
      at(isForDocs ? "../docs/images/performance" : "../.cache/bench"),
      isForDocs ? { path: at("../docs/performance.md"), images: "images/performance" } : null,
    );
  } finally {
    await stage.close();
  }
  console.log(`\n${table(rows)}`);
  const short = rows.filter(({ isKept }) => !isKept).length;
  console.log(`\n${rows.length - short} pass, ${short} fall short`);
  return short === 0;
}
