import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Row } from "./figure.ts";
import { plot } from "./plot.ts";

/** The environment of a measurement. */
export interface Circumstances {
  readonly date: string;
  /** The program that measured: the browser, or what stands for it. */
  readonly browser: string;
  readonly runs: number;
}

/** A page of the docs that holds the table and shows the plots, between its markers. */
export interface DocsPage {
  readonly path: string;
  /** The folder of the plots, from the page. */
  readonly images: string;
}

const fileOf = (figure: string): string =>
  `${figure
    .toLowerCase()
    .replaceAll("×", "x")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")}.svg`;

/** The table, as shown in the terminal and in the docs. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ figure, limit, measured, isKept }) =>
      `| ${figure} | ${limit} | ${measured} | ${isKept ? "pass" : "**falls short**"} |`,
  );
  return ["| figure | must be | measured | result |", "| --- | --- | --- | --- |", ...lines].join(
    "\n",
  );
}

/**
 * Writes the table, raw numbers and plots.
 * @param folder - receives all of them; it is emptied first
 * @param docs - the page that is to be updated
 */
export function write(
  rows: readonly Row[],
  { date, browser, runs }: Circumstances,
  folder: string,
  docs: DocsPage | null,
): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const by = `Measured on ${date} with ${browser}, Node ${process.versions.node}, ${cpus().length} cores; medians of ${runs} runs, in turn with the reference.`;
  const rounded = rows.map((row) => ({
    ...row,
    series: row.series?.map(({ name, values }) => ({
      name,
      values: values.map((value) => Number(value.toPrecision(5))),
    })),
  }));
  writeFileSync(
    join(folder, "figures.json"),
    `${JSON.stringify({ date, browser, runs, rows: rounded })}\n`,
  );
  writeFileSync(join(folder, "figures.md"), `${by}\n\n${table(rows)}\n`);
  const plots: string[] = [];
  for (const row of rows) {
    if (row.series === undefined) continue;
    const file = fileOf(row.figure);
    writeFileSync(join(folder, file), plot(row, row.series));
    plots.push(`![${row.figure}](${docs?.images}/${file})`);
  }
  if (docs === null) return;
  const page = readFileSync(docs.path, "utf8");
  const put = (text: string, name: string, content: string): string =>
    text.replace(
      new RegExp(`<!-- ${name} -->[\\s\\S]*<!-- /${name} -->`),
      () => `<!-- ${name} -->\n${content}\n<!-- /${name} -->`,
    );
  writeFileSync(
    docs.path,
    put(put(page, "figures", `${by}\n\n${table(rows)}`), "plots", plots.join("\n\n")),
  );
}
