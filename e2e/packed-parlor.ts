import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What `npm pack` makes: the package as somebody else gets it. */
export class PackedParlor {
  readonly folder = mkdtempSync(join(tmpdir(), "parlor-packed-"));
  /** The file's name, with the version in it. */
  readonly fileName: string;

  constructor() {
    const args = ["pack", "--silent", "--ignore-scripts", "--pack-destination", this.folder];
    this.fileName = execFileSync("npm", args, { cwd: root, encoding: "utf8" }).trim();
    execFileSync("tar", ["-xzf", this.file, "-C", this.folder]);
  }

  /** The step that all recipes of the package begin with. */
  get installCommand(): string {
    return `npm install ../parlor/${this.fileName}\n`;
  }

  /** The tarball. */
  get file(): string {
    return join(this.folder, this.fileName);
  }

  /** What is in it, unpacked. */
  get contents(): string {
    return join(this.folder, "package");
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
