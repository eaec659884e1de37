import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The last build before the server was rebuilt inside. */
export const BASELINE = "0eb20f0";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** An old build of the server, in a folder of its own. */
export interface Baseline {
  /** The module that starts it. */
  readonly program: string;
  readonly remove: () => void;
}

/**
 * Builds the server of {@link BASELINE} with the packages that are installed here.
 * @returns null when this clone does not have the commit
 */
export function buildBaseline(): Baseline | null {
  const git = (...args: string[]): boolean =>
    spawnSync("git", args, { cwd: root, stdio: "ignore" }).status === 0;
  if (!git("cat-file", "-e", `${BASELINE}^{commit}`)) return null;
  const folder = mkdtempSync(join(tmpdir(), "parlor-baseline-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const packages = join(root, "node_modules");
  const isBuilt =
    git("clone", "--quiet", "--no-checkout", root, folder) &&
    git("-C", folder, "checkout", "--quiet", BASELINE) &&
    (symlinkSync(packages, join(folder, "node_modules")), true) &&
    spawnSync(join(packages, ".bin", "tsc"), ["-p", "server/tsconfig.build.json"], { cwd: folder })
      .status === 0;
  if (isBuilt) return { program: join(folder, "server", "dist", "main.js"), remove };
  remove();
  throw new Error(`The server of ${BASELINE} could not be built`);
}
