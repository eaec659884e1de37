import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Lints one file, as if it stood at `path` in this project, and returns what the lint says. */
function lint(path: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "parlor-rules-"));
  try {
    cpSync(join(root, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    const run = spawnSync(join(root, "node_modules/.bin/oxlint"), [path], {
      cwd: folder,
      encoding: "utf8",
    });
    return run.status === 0 ? "" : run.stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const forbidden = [
  ["src/transport/backend/probe.ts", "../../widget/options.ts", "A backend knows its protocol"],
  ["src/transport/backend/probe.ts", "../outbox/outbox.ts", "A backend knows its protocol"],
  ["src/transport/backend/guest-chat/probe.ts", "../../chat.ts", "A backend knows its protocol"],
  ["src/transport/probe.ts", "preact", "The transport is headless"],
  ["src/transport/ports/probe.ts", "../backend/guest-chat/decode.ts", "Ports are the bottom"],
  ["src/transport/conversation/probe.ts", "../ports/clock.ts", "The conversation is pure"],
  [
    "src/transport/conversation/probe.ts",
    "../backend/guest-chat/decode.ts",
    "The conversation is pure",
  ],
  ["src/transport/outbox/probe.ts", "../create-guest-chat.ts", "The parts do not know each other"],
  ["src/transport/media/probe.ts", "../typing/typing.ts", "The parts do not know each other"],
  ["src/transport/tabs/probe.ts", "../outbox/outbox.ts", "The parts do not know each other"],
  ["src/transport/session/probe.ts", "../backend/guest-chat/media.ts", "A session knows the seam"],
  [
    "src/widget/shell/probe.ts",
    "../../transport/backend/guest-chat/decode.ts",
    "through its index.ts",
  ],
  ["src/widget/parts/probe.ts", "../model/panel.ts", "The parts know nothing of chat"],
  ["src/testing/probe.ts", "../widget/index.ts", "nothing of the widget or of a test runner"],
  ["src/testing/probe.ts", "../transport/backend/guest-chat/decode.ts", "nothing of the widget"],
  ["src/testing/probe.ts", "@playwright/test", "nothing of the widget or of a test runner"],
  [
    "emulators/web-messaging/src/probe.ts",
    "../../../src/transport/index.ts",
    "it knows nothing of Parlor",
  ],
  ["contract/src/probe.ts", "fastify", "imports nothing but its own modules"],
  ["contract/src/probe.ts", "../../server/src/domain/model.ts", "nothing but its own modules"],
  ["server/src/domain/probe.ts", "kysely", "knows no transport and no database"],
  ["server/src/domain/probe.ts", "../service/bus.ts", "The domain imports nothing of the server"],
  ["server/src/domain/probe.ts", "../plugins/errors.ts", "The domain imports nothing"],
  ["server/src/service/probe.ts", "../adapters/sql/open-store.ts", "A service knows ports"],
  ["server/src/service/probe.ts", "../plugins/errors.ts", "A service knows ports"],
  ["server/src/service/probe.ts", "../protocols/genesys/error-codes.ts", "A service knows ports"],
  ["server/src/service/probe.ts", "kysely", "A service knows ports"],
  ["server/src/adapters/sql/probe.ts", "../../plugins/errors.ts", "An adapter knows"],
  [
    "server/src/plugins/probe.ts",
    "../../../src/widget/options/options.ts",
    "The server imports nothing from src/",
  ],
] as const;

test.each(forbidden)("the lint refuses that %s imports %s", (path, target, reason) => {
  expect(
    lint(path, `import { probe } from "${target}";\n\nexport const here = probe;\n`),
  ).toContain(reason);
});

test("the lint lets the widget use the transport through its entry", () => {
  const text = `import type { GuestChat } from "../../transport/index.ts";\n\nexport type Chat = GuestChat;\n`;
  expect(lint("src/widget/shell/probe.ts", text)).toBe("");
});

test("nothing that a page loads imports parlor/testing", () => {
  const files = ["src/transport", "src/widget"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .map((file) => join(folder, file)),
  );
  const importing = files.filter((file) =>
    /["'](\.\.\/)+testing\//.test(readFileSync(join(root, file), "utf8")),
  );
  expect(importing).toEqual([]);
});

test("the transport does not compile against the DOM", () => {
  const config = JSON.parse(readFileSync(join(root, "src/transport/tsconfig.json"), "utf8"));
  expect(config.compilerOptions.lib).toEqual(["ES2023", "WebWorker"]);
  expect(config.compilerOptions.types).toEqual([]);
});

test("every component test runs in every engine, but those that docs/engines.md names with their reason", () => {
  const files = ["src", "server/desk"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.browser\.test\.tsx?$/.test(file))
      .map((file) => readFileSync(join(root, folder, file), "utf8")),
  );
  const left = files.flatMap((text) => text.match(/test\.(skip|skipIf|runIf|todo)\b.*"/g) ?? []);
  const page = readFileSync(join(root, "docs/engines.md"), "utf8");
  const named = (line: string): boolean => page.includes(/"(.*)"/.exec(line)?.[1] ?? line);
  expect(left.filter((line) => !named(line))).toEqual([]);
});

test("the lock file carries no download address", () => {
  expect(readFileSync(join(root, "package-lock.json"), "utf8")).not.toContain('"resolved": "http');
});
