import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The output of `npm pack`: the package as a user installs it. */
export class PackedParlor {
  readonly folder: string;
  /** The file's name, with the version in it. */
  readonly fileName: string;

  /** @param folder - where it is, or shall be. */
  constructor(folder = mkdtempSync(join(tmpdir(), "parlor-packed-"))) {
    this.folder = folder;
    const [before] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
    this.fileName = before ?? this.#pack();
  }

  #pack(): string {
    const args = ["pack", "--silent", "--ignore-scripts", "--pack-destination", this.folder];
    const fileName = execFileSync("npm", args, { cwd: root, encoding: "utf8" }).trim();
    execFileSync("tar", ["-xzf", join(this.folder, fileName), "-C", this.folder]);
    return fileName;
  }

  /** The step that all recipes of the package begin with. */
  get installCommand(): string {
    return `npm install ../parlor/${this.fileName}\n`;
  }

  /** The tarball. */
  get file(): string {
    return join(this.folder, this.fileName);
  }

  /** The folder of the unpacked package. */
  get contents(): string {
    return join(this.folder, "package");
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
