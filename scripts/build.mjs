// Builds everything that is served or published, in the order of the dependencies.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compress } from "./compress.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => join(root, ...parts);

function run(name, command, env = {}) {
  const [file, ...args] = command;
  const done = spawnSync(at("node_modules", ".bin", file), args, {
    cwd: root,
    // Always a production build: a test runner that starts it sets another NODE_ENV.
    env: { ...process.env, NODE_ENV: "production", ...env },
    encoding: "utf8",
  });
  if (done.status === 0) return;
  console.error(`${done.stdout}${done.stderr}\nparlor: building the ${name} failed.`);
  process.exit(done.status ?? 1);
}

const integrityOf = (file) =>
  `sha256-${createHash("sha256").update(readFileSync(file)).digest("base64")}`;

/** Builds everything; takes about ten seconds. */
export async function build() {
  const { version } = JSON.parse(readFileSync(at("package.json"), "utf8"));
  const vite = (mode, env) =>
    run(mode, ["vite", "build", "--mode", mode, "--logLevel", "warn"], env);
  rmSync(at("dist", "embed"), { recursive: true, force: true });
  rmSync(at("contract", "dist"), { recursive: true, force: true });
  console.log("Building…");
  run("contract", ["tsc", "-p", "contract/tsconfig.build.json"]);
  vite("widget");
  const manifest = JSON.parse(readFileSync(at("dist", "embed", version, "manifest.json"), "utf8"));
  const chunk = manifest["src/widget/shell/attach.ts"].file;
  const address = `parlor/${version}/${chunk}`;
  vite("loader", {
    PARLOR_CHUNK: address,
    PARLOR_INTEGRITY: integrityOf(at("dist", "embed", version, chunk)),
  });
  // The pinned loader is in the same folder as its chunk.
  const loader = readFileSync(at("dist", "embed", "parlor.js"), "utf8");
  writeFileSync(at("dist", "embed", version, "parlor.js"), loader.replace(address, chunk));
  copyFileSync(at("public", "unread.svg"), at("dist", "embed", "unread.svg"));
  vite("library");
  run("types", ["tsc", "-p", "tsconfig.build.json"]);
  pruneTypes(at("dist", "lib", "types"));
  vite("desk");
  addressWithoutSlash(at("server", "dist", "desk"));
  vite("demo");
  run("server", ["tsc", "-p", "server/tsconfig.build.json"]);
  run("MCP server", ["tsc", "-p", "mcp/tsconfig.build.json"]);
  for (const folder of ["dist/embed", "dist/demo", "server/dist/desk"]) compressAll(at(folder));
}

/**
 * Writes the page once more, for the address without a slash at its end (`/desk`), from which its
 * assets have another relative address.
 */
function addressWithoutSlash(folder) {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const changed = html.replaceAll('="./', '="./desk/');
  writeFileSync(join(folder, "without-slash.html"), changed);
}

/**
 * Removes all declarations that the package's entries do not reach; the compiler writes a file for
 * every module.
 */
function pruneTypes(folder) {
  const { exports } = JSON.parse(readFileSync(at("package.json"), "utf8"));
  const wanted = new Set(Object.values(exports).flatMap(({ types }) => (types ? [at(types)] : [])));
  for (const file of wanted)
    for (const [, path] of readFileSync(file, "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g))
      wanted.add(join(dirname(file), path.replace(/\.tsx?$/, ".d.ts")));
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !wanted.has(file)) rmSync(file);
  }
}

/** Writes a `.br` file beside each text file, for browsers that accept brotli. */
function compressAll(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|html|svg|json)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(`${file}.br`, compress(readFileSync(file)));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
