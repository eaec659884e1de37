import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const COMPONENT_TEST = /\.browser\.test\.tsx?$/;
const ENGINE_TAG = /@module-tag engine-/;

/**
 * The component tests, as paths from the project's folder: all of them, or those whose subject
 * depends on the browser's engine.
 */
export function componentTests(which: "all" | "of the engine"): string[] {
  return ["src", "server/desk"]
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) =>
        join(folder, path),
      ),
    )
    .filter((path) => COMPONENT_TEST.test(path) && !path.includes("node_modules"))
    .filter((path) => which === "all" || ENGINE_TAG.test(readFileSync(join(root, path), "utf8")))
    .toSorted();
}
