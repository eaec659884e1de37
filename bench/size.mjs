// The size gate: the brotli bytes that a page loads before a visitor's intent, and those of an
// open, live chat.
//   --write   puts the figures into the README; without it, figures there that are old fail
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { compress } from "../scripts/compress.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => join(root, ...parts);
const brotli = (bytes) => compress(bytes).length;
const { version } = JSON.parse(readFileSync(at("package.json"), "utf8"));
const manifest = JSON.parse(readFileSync(at("dist", "embed", version, "manifest.json"), "utf8"));

/**
 * The chunks that an open chat in English fetches by itself, by name. e2e/embed.e2e.ts compares the
 * list with the requests of a page.
 */
const automatic = JSON.parse(readFileSync(at("bench", "automatic-chunks.json"), "utf8"));
/** The name of a chunk's file, without its hash. */
const nameOf = (key) => manifest[key].file.replace(/-[\w-]{8}\.js$/, "");

/** The chunk and its static imports. Dynamic imports are not part of an open chat. */
function statics(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) statics(next, seen);
  return seen;
}

const sizeOf = (key) => brotli(readFileSync(at("dist", "embed", version, manifest[key].file)));
const loader = brotli(readFileSync(at("dist", "embed", "parlor.js")));
const open =
  loader + [...statics("src/widget/shell/attach.ts")].reduce((sum, key) => sum + sizeOf(key), 0);
const isAutomatic = (key) => automatic.includes(nameOf(key));
const missing = automatic.filter(
  (name) => !Object.keys(manifest).some((key) => nameOf(key) === name),
);
if (missing.length > 0) throw new Error(`No chunk is named ${missing.join(", ")}`);
const byItself = new Set(
  Object.keys(manifest)
    .filter(isAutomatic)
    .flatMap((key) => [...statics(key)]),
);
const quiet = loader + [...byItself].reduce((sum, key) => sum + sizeOf(key), 0);
// The part of each language that an open chat fetches; a later part has its name behind a dot.
const locales = readdirSync(at("dist", "embed", version)).filter((file) =>
  /^locale-[^.]+\.js$/.test(file),
);
const language = Math.max(
  ...locales.map((file) => brotli(readFileSync(at("dist", "embed", version, file)))),
);
const all = quiet + sizeOf("src/widget/secondary/chunk.tsx");

/** Builds and compresses a part by itself. The parts add up to a little more than the whole. */
async function alone(code) {
  const result = await build({
    configFile: false,
    root,
    logLevel: "silent",
    publicDir: false,
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    plugins: [
      {
        name: "probe",
        resolveId: (id) => (id === "probe" ? "\0probe.ts" : null),
        load: (id) => (id === "\0probe.ts" ? code : null),
      },
    ],
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: { input: "probe", output: { format: "es" } },
    },
  });
  return brotli(Buffer.from(result.output[0].code));
}
const src = at("src");
const floor = await alone(
  `import { render } from "preact"; import * as hooks from "preact/hooks"; import { signal } from "@preact/signals"; import Socket from "reconnecting-websocket"; globalThis.keep = [render, hooks.useRef, hooks.useEffect, hooks.useLayoutEffect, hooks.useMemo, signal, Socket];`,
);
const css = await alone(
  `import { adoptStyles } from "${src}/widget/shell/adopt-styles.ts"; globalThis.keep = adoptStyles;`,
);
const words = await alone(`import { en } from "${src}/widget/i18n/en.ts"; globalThis.keep = en;`);

/**
 * Only limits that are not null are gates. The other sizes are printed so that growth is noticed.
 */
const limits = [
  ["parlor.js, before intent", loader, 3_000],
  ["the panel, up to the enabled composer", open, 29_100],
  ["all that an open chat fetches by itself", quiet, 60_000],
  ["the largest of the eighteen other languages, for an open chat", language, 1_480],
  ["with menu, dialogs and cards, fetched with the visitor's first act", all, null],
];
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
let isOver = false;
for (const [name, bytes, limit] of limits) {
  const isTooMuch = limit !== null && bytes > limit;
  isOver ||= isTooMuch;
  console.log(
    `${name}: ${kB(bytes)}${limit === null ? "" : `, ${isTooMuch ? "OVER" : "of"} ${limit / 1000} kB`}`,
  );
}
console.log(
  `      parts, each alone: floor (preact, signals, reconnecting-websocket) ${kB(floor)}, CSS ${kB(css)}, words ${kB(words)}, ` +
    `code ${kB(open - loader - floor - css - words)}, loader ${kB(loader)}`,
);
const table = [
  "| what, brotli | size | limit |",
  "| --- | --- | --- |",
  ...limits.map(
    ([name, bytes, limit]) =>
      `| ${name} | ${kB(bytes)} | ${limit === null ? "" : `${limit / 1000} kB`} |`,
  ),
].join("\n");
/** Figures that the text of the README repeats, by the names of their marks. */
const repeated = { loader, panel: open, open: quiet };
const readme = readFileSync(at("README.md"), "utf8");
const current = readme
  .replace(/<!-- sizes -->[\s\S]*<!-- \/sizes -->/, `<!-- sizes -->\n${table}\n<!-- /sizes -->`)
  .replace(
    /<!-- size:(\w+) -->[^<]*<!-- \/size -->/g,
    (_, name) => `<!-- size:${name} -->${kB(repeated[name])}<!-- /size -->`,
  );
const FIGURE = /(\d+\.\d+) kB/g;
const figuresOf = (page) => [...page.matchAll(FIGURE)].map(([, figure]) => Number(figure));
/** Figures may differ by their last digit, so that not every change has to touch the README. */
const isClose = (figure, index) => Math.abs(figure - figuresOf(current)[index]) < 0.11;
const isUpToDate =
  readme.replace(FIGURE, "") === current.replace(FIGURE, "") && figuresOf(readme).every(isClose);
if (process.argv.includes("--write")) writeFileSync(at("README.md"), current);
else if (!isUpToDate) {
  console.log("README.md has other figures. Write them anew: npm run size -- --write");
  process.exitCode = 1;
}
if (isOver) process.exitCode = 1;
