import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const WORDS = /CUSTOMER|\bACD\b|member-(?:join|leave)|media-request"|DISCONNECTED|ERRORED|\bv2\./;

/** Folders and files that speak a vendor's protocol. */
const isExcepted = (file: string): boolean =>
  file.startsWith("src/transport/backend/guest-chat/") ||
  // Tabs of version 0.1.0 use these words between them.
  file === "src/transport/tabs/event-spelling.ts" ||
  /\.test\.tsx?$/.test(file);

test("no word of the vendor's protocol stands above the guest chat backend", () => {
  const files = ["src/transport", "src/widget"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => `${folder}/${file}`),
  );
  expect(files.length).toBeGreaterThan(100);
  const found = files
    .filter((file) => !isExcepted(file))
    .flatMap((file) =>
      readFileSync(join(root, file), "utf8")
        .split("\n")
        .flatMap((line, index) => (WORDS.test(line) ? `${file}:${index + 1} ${line.trim()}` : [])),
    );
  expect(found).toEqual([]);
});
