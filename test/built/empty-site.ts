import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { installed } from "../../e2e/host-app.ts";

/** An output of `npm pack`. */
export interface PackedFile {
  readonly folder: string;
  readonly fileName: string;
}

/** Somebody's project without code, beside a folder `parlor` with packed packages. */
export class EmptySite {
  readonly #root = mkdtempSync(join(tmpdir(), "parlor-site-"));
  readonly folder = join(this.#root, "site");

  /** @param dependencies - packages that are there already, so that no registry is asked */
  constructor(packed: readonly PackedFile[], dependencies: readonly string[]) {
    for (const name of ["site", "parlor"]) mkdirSync(join(this.#root, name));
    for (const { folder, fileName } of packed)
      copyFileSync(join(folder, fileName), join(this.#root, "parlor", fileName));
    writeFileSync(join(this.folder, "package.json"), '{ "private": true, "type": "module" }');
    for (const name of dependencies) this.link(name);
  }

  /** Puts a package there that nobody installs. */
  link(name: string): void {
    mkdirSync(dirname(this.moduleOf(name)), { recursive: true });
    // A workspace has its own version where another package needs an older one.
    const own = installed(name, "server");
    symlinkSync(existsSync(own) ? own : installed(name), this.moduleOf(name));
  }

  moduleOf(name: string): string {
    return join(this.folder, "node_modules", name);
  }

  /** Runs a command in the project, without a network. */
  run(command: string): void {
    const [file = "", ...args] = command.trim().split(" ");
    this.#exec(file, args, {});
  }

  /**
   * Runs a script of the shell in the project, without a network; it ends with the first command
   * that fails.
   * @returns its output
   */
  runScript(script: string, env: Readonly<Record<string, string>> = {}): string {
    return this.#exec("bash", ["-euc", script], env);
  }

  #exec(file: string, args: readonly string[], env: Readonly<Record<string, string>>): string {
    return execFileSync(file, args, {
      cwd: this.folder,
      env: {
        ...process.env,
        npm_config_offline: "true",
        // Packages that are there already are links; no script of theirs is to run.
        npm_config_ignore_scripts: "true",
        npm_config_cache: join(this.#root, "cache"),
        ...env,
      },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 60_000,
    });
  }

  dispose(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}
