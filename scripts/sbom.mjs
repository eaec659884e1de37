// npm run sbom: prints the list of what both packages are made of, as CycloneDX. With --omit=dev,
// `npm sbom` would leave out of the repository's list each package that some workspace needs for
// development too. So npm gets a project that has only the packages' dependencies, as locked.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { version, packages } = JSON.parse(
  readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"),
);

/** The place of a dependency: in the folder of its package, or in one of those around it. */
function placeOf(name, from) {
  const parts = from.split("/node_modules/");
  for (; parts.length > 0; parts.pop()) {
    const place = `${parts.join("/node_modules/")}/node_modules/${name}`;
    if (packages[place] !== undefined) return place;
  }
  return packages[`node_modules/${name}`] && `node_modules/${name}`;
}

/** Adds a place with everything that it needs when it runs. */
function add(place, kept) {
  if (kept[place] !== undefined) return;
  kept[place] = packages[place];
  const { dependencies, optionalDependencies, peerDependencies } = packages[place];
  const optionalPeers = packages[place].peerDependenciesMeta ?? {};
  const peers = Object.keys(peerDependencies ?? {}).filter(
    (name) => !optionalPeers[name]?.optional,
  );
  for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]) {
    const found = placeOf(name, place);
    if (found !== undefined) add(found, kept);
  }
}

const { "parlor-contract": _, ...serverDependencies } = packages.server.dependencies;
const dependencies = {
  ...packages[""].dependencies,
  ...serverDependencies,
  ...packages.server.optionalDependencies,
};
const manifest = { name: "parlor", version, license: "MIT", dependencies };
const kept = { "": manifest };
for (const name of Object.keys(dependencies)) {
  const own = `server/node_modules/${name}`;
  add(packages[own] === undefined ? placeOf(name, "") : own, kept);
  if (kept[own] === undefined) continue;
  // The tools of the repository need another version of it; an operator's project has this one.
  kept[`node_modules/${name}`] = kept[own];
  delete kept[own];
}

const folder = mkdtempSync(join(tmpdir(), "parlor-sbom-"));
try {
  const lock = { name: "parlor", version, lockfileVersion: 3, requires: true, packages: kept };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify(lock));
  const args = ["sbom", "--package-lock-only", "--sbom-format=cyclonedx"];
  execFileSync("npm", args, { cwd: folder, stdio: "inherit" });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
