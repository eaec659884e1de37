// The size gate: what a page loads before a visitor's intent, and what an open, live chat has loaded. Brotli bytes.
//   --write   puts the figures into the README
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => join(root, ...parts);
const brotli = (bytes) => brotliCompressSync(bytes).length;
const { version } = JSON.parse(readFileSync(at("package.json"), "utf8"));
const manifest = JSON.parse(readFileSync(at("dist", "embed", version, "manifest.json"), "utf8"));

/** The entry and everything that it imports at once; what it imports later is not part of an open chat. */
function statics(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) statics(next, seen);
  return seen;
}

const loader = brotli(readFileSync(at("dist", "embed", "parlor.js")));
const files = [...statics("src/widget/embed/embed.ts")].map((key) => manifest[key].file);
const chat =
  loader +
  files.reduce((sum, file) => sum + brotli(readFileSync(at("dist", "embed", version, file))), 0);

// Fetched right after the window is there, so that menu, dialogs, banners and rooms are at hand before the network may go away.
const later = (manifest["src/widget/embed/embed.ts"].dynamicImports ?? []).reduce(
  (sum, key) => sum + brotli(readFileSync(at("dist", "embed", version, manifest[key].file))),
  0,
);

/** The parts, each built and compressed by itself: they add up to a little more than the whole. */
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
  `import { adoptStyles } from "${src}/widget/theme/adopt-styles.ts"; globalThis.keep = adoptStyles;`,
);
const words = await alone(
  `import { en } from "${src}/widget/i18n/en.ts"; import { Icon } from "${src}/widget/ui/parts/Icon.tsx"; globalThis.keep = [en, Icon];`,
);

/** What it must be, and what it may be until it is: the ceiling only ever goes down. */
const limits = [
  ["parlor.js, before intent", loader, 3_000, 3_000],
  ["up to an enabled composer", chat, 30_000, 36_000],
  ["with the second chunk that follows at once", chat + later, 30_000, 44_000],
];
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
let isOver = false;
for (const [name, bytes, target, ceiling] of limits) {
  isOver ||= bytes > ceiling;
  const verdict = bytes > ceiling ? "over" : bytes > target ? "falls short of" : "ok, of";
  console.log(`${name}: ${kB(bytes)}, ${verdict} ${kB(bytes > ceiling ? ceiling : target)}`);
}
console.log(
  `      parts, each alone: floor (preact, signals, reconnecting-websocket) ${kB(floor)}, CSS ${kB(css)}, words and icons ${kB(words)}, ` +
    `code ${kB(Math.max(0, chat - loader - floor - css - words))}, loader ${kB(loader)}`,
);
if (process.argv.includes("--write")) {
  const table = [
    "| what | size | target |",
    "| --- | --- | --- |",
    ...limits.map(
      ([name, bytes, target]) =>
        `| ${name} | ${kB(bytes)} | ${kB(target)}${bytes > target ? ", not reached yet" : ""} |`,
    ),
  ].join("\n");
  const readme = readFileSync(at("README.md"), "utf8");
  writeFileSync(
    at("README.md"),
    readme.replace(
      /<!-- sizes -->[\s\S]*<!-- \/sizes -->/,
      `<!-- sizes -->\n${table}\n<!-- /sizes -->`,
    ),
  );
}
process.exitCode = isOver ? 1 : 0;
