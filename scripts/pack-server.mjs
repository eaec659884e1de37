// npm run pack-server: writes parlor-server-<version>.tgz, the server with the desk, the embed and
// the demo page in it. Build first.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => join(root, ...parts);

/**
 * The folders of the package. They are named as in the repository, because the server finds the
 * pages that it serves by relative paths.
 */
const folders = ["server/dist", "contract/dist", "dist/embed", "dist/demo"];
/** Files for the compiler, for source maps, for the size gate and for tests. */
const isLeftOut = (path) =>
  /\.d\.ts$|\.map$|manifest\.json$/.test(path) || path === at("server/dist/testing");

/** Replaces imports of the workspace contract/ by paths within the package. */
function inlineContract(staged) {
  const server = join(staged, "server/dist");
  for (const entry of readdirSync(server, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".js")) continue;
    const file = join(entry.parentPath, entry.name);
    const contract = relative(dirname(file), join(staged, "contract/dist"));
    const code = readFileSync(file, "utf8");
    const inlined = code.replace(/(from\s*")parlor-contract\/([\w-]+)"/g, `$1${contract}/$2.js"`);
    if (inlined !== code) writeFileSync(file, inlined);
  }
}

/** The server's own manifest without what holds in the repository only. */
function manifestOf() {
  const { private: _, ...manifest } = JSON.parse(readFileSync(at("server/package.json"), "utf8"));
  const { "parlor-contract": __, ...dependencies } = manifest.dependencies;
  return { ...manifest, bin: { "parlor-server": "./server/dist/main.js" }, dependencies };
}

/**
 * Makes the package.
 * @param {string} folder - where the file is written
 * @returns {string} the file's name
 */
export function packServer(folder) {
  const staged = mkdtempSync(join(tmpdir(), "parlor-server-package-"));
  try {
    for (const name of folders)
      cpSync(at(name), join(staged, name), { recursive: true, filter: (path) => !isLeftOut(path) });
    inlineContract(staged);
    cpSync(at("LICENSE"), join(staged, "LICENSE"));
    cpSync(at("server/README.md"), join(staged, "README.md"));
    cpSync(at("server/parlor.example.json"), join(staged, "parlor.example.json"));
    writeFileSync(join(staged, "package.json"), `${JSON.stringify(manifestOf(), null, 2)}\n`);
    const args = ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder];
    return execFileSync("npm", args, { cwd: staged, encoding: "utf8" }).trim();
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(packServer(root));
