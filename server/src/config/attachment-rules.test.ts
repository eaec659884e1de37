import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { defaultAttachmentRules } from "../domain/attachment-rules.ts";
import { ConfigError, readConfig } from "./config.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parlor-rules-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (attachments: unknown, env: Readonly<Record<string, string>> = {}) => {
  const path = join(folder, "parlor.json");
  const deployment = { id: "d", rules: { attachments } };
  const queue = { id: "q", name: "Queue" };
  const organization = { id: "o", name: "O", deployments: [deployment], queues: [queue] };
  writeFileSync(path, JSON.stringify({ organizations: [organization] }));
  return readConfig({ PARLOR_CONFIG: path, ...env });
};
const rulesOf = (attachments: unknown) =>
  read(attachments).organizations[0]?.deployments[0]?.rules.attachments;
const problemsOf = (attachments: unknown, env = {}): readonly string[] => {
  try {
    read(attachments, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

test("rules that are not given have their defaults, and files are off", () => {
  expect(rulesOf({})).toEqual(defaultAttachmentRules);
  expect(rulesOf({ enabled: true, maxBytes: 1 })).toEqual({
    ...defaultAttachmentRules,
    enabled: true,
    maxBytes: 1,
  });
  expect(defaultAttachmentRules.enabled).toBe(false);
  expect(defaultAttachmentRules.blockedExtensions).toHaveLength(60);
});

test.each([
  ["maxBytes", 100 * 1024 * 1024, 100 * 1024 * 1024 + 1],
  ["maxBytes", 1, 0],
  ["maxPerMessage", 10, 11],
  ["urlSeconds", 30, 29],
  ["urlSeconds", 86_400, 86_401],
  ["unsentSeconds", 60, 59],
  ["announcePerMinute", 1, 0],
  ["types", ["image/*"], []],
  ["types", ["*/*"], ["Image/PNG"]],
  ["blockedExtensions", [".exe"], ["exe"]],
  ["from", "agents", "nobody"],
])("%s may be %j, and not %j", (name, right, wrong) => {
  expect(problemsOf({ [name]: right }).filter((text) => text.includes(name))).toEqual([]);
  expect(problemsOf({ [name]: wrong }).join()).toContain(`attachments.${name}`);
});

test("every problem is told at once, with those of the variables", () => {
  const problems = problemsOf(
    { maxBytes: 0, urlSeconds: 1, other: true },
    { PARLOR_SCAN: "ftp://scan", PARLOR_FILES: "s3", PARLOR_S3_ENDPOINT: "nowhere" },
  );
  for (const part of [
    "PARLOR_SCAN must be none, or like clamd://host:3310",
    "PARLOR_S3_ENDPOINT must be like https://",
    "PARLOR_FILES=s3 needs PARLOR_S3_BUCKET, PARLOR_S3_REGION, PARLOR_S3_KEY, PARLOR_S3_SECRET.",
    "attachments.maxBytes",
    "attachments.urlSeconds",
    "other",
  ])
    expect(problems.join("\n")).toContain(part);
});

test("a chat must have room for one file of the largest size", () => {
  expect(problemsOf({ maxBytes: 100, maxBytesPerChat: 99 }).join()).toContain("maxBytesPerChat");
  expect(problemsOf({ maxBytes: 100, maxBytesPerChat: 100 })).toEqual([]);
});
