import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type InlineConfig } from "vite";
import type { builtOnce } from "./built-once.ts";
import type { PackedParlor } from "./packed-parlor.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The folder of a package that is installed for the tests. */
export const installed = (name: string, workspace = ""): string =>
  join(root, workspace, "node_modules", name);

/** A host app in a folder of its own, with the packed Parlor and its dependencies installed. */
export class HostApp {
  readonly folder = mkdtempSync(join(tmpdir(), "parlor-app-"));
  readonly #once: typeof builtOnce | undefined;
  /** All that it consists of, by path. */
  readonly #parts: Record<string, string> = {};

  /** @param once - keeps what is built for the next app of the same parts. */
  constructor(packed: PackedParlor, once?: typeof builtOnce) {
    this.#once = once;
    this.write("package.json", '{ "private": true, "type": "module" }');
    cpSync(packed.contents, this.#moduleOf("parlor"), { recursive: true });
    for (const name of ["preact", "@preact/signals", "reconnecting-websocket"]) this.link(name);
  }

  #moduleOf(name: string): string {
    const folder = join(this.folder, "node_modules", name);
    mkdirSync(dirname(folder), { recursive: true });
    return folder;
  }

  /** Installs a package of this repository's tests, in place of another version. */
  link(name: string, from: string = installed(name)): this {
    const folder = this.#moduleOf(name);
    this.#parts[folder.slice(this.folder.length)] = from;
    rmSync(folder, { force: true });
    symlinkSync(from, folder);
    return this;
  }

  write(path: string, text: string): this {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    this.#parts[path] = text;
    return this;
  }

  /**
   * Builds the app with Vite, with its own `vite.config.ts` if it has one.
   * @returns the output folder
   */
  async build(config: InlineConfig = {}): Promise<string> {
    const outDir = join(this.folder, config.build?.outDir ?? "dist");
    const buildInto = (folder: string): Promise<unknown> =>
      build({
        configFile: false,
        ...config,
        root: this.folder,
        logLevel: "error",
        build: {
          minify: false,
          reportCompressedSize: false,
          emptyOutDir: true,
          ...config.build,
          outDir: folder,
        },
      });
    if (this.#once === undefined) await buildInto(outDir);
    else {
      const said = JSON.stringify(config).replaceAll(this.folder, "");
      rmSync(outDir, { recursive: true, force: true });
      cpSync(await this.#once([this.#parts, said], buildInto), outDir, { recursive: true });
    }
    return outDir;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
