import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Webhook } from "../domain/webhook.ts";
import { ConfigError, readConfig } from "./config.ts";

const SECRET = "a-secret-with-24-letters";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parlor-webhooks-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(
  webhooks: unknown,
  env: Readonly<Record<string, string>> = { CRM_SECRET: SECRET },
): readonly Webhook[] | undefined {
  const path = join(folder, "parlor.json");
  const organization = {
    id: "o",
    name: "O",
    deployments: [{ id: "d" }],
    queues: [{ id: "q", name: "Q" }],
    webhooks,
  };
  writeFileSync(path, JSON.stringify({ organizations: [organization] }));
  return readConfig({ PARLOR_CONFIG: path, ...env }).organizations[0]?.webhooks;
}

/** The problems of a configuration, without the file's name. */
function problemsOf(webhooks: unknown, env?: Readonly<Record<string, string>>): readonly string[] {
  try {
    read(webhooks, env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => problem.replace(`${folder}/parlor.json: `, ""));
  }
}

const hook = {
  url: "https://crm.example.com/parlor",
  secret: { env: "CRM_SECRET" },
  events: ["conversation.ended"],
};

test("an organization has no webhooks unless it lists them", () => {
  expect(read(undefined)).toEqual([]);
});

test("a secret is taken from the environment", () => {
  expect(read([hook])).toEqual([
    { url: hook.url, secrets: [SECRET], events: hook.events, allowPrivateAddresses: false },
  ]);
});

test("two secrets are kept in their order", () => {
  const env = { NEW: `${SECRET}-new`, OLD: `${SECRET}-old` };
  expect(read([{ ...hook, secret: [{ env: "NEW" }, { env: "OLD" }] }], env)?.[0]?.secrets).toEqual([
    env.NEW,
    env.OLD,
  ]);
});

test.each([
  "http://localhost:9000/a",
  "http://127.0.0.1/",
  "http://[::1]:9000/",
  "https://10.0.0.1/",
])("%s is taken", (url) => expect(problemsOf([{ ...hook, url }])).toEqual([]));

test.each([
  [
    "http://crm.example.com/",
    "must begin with https:// (http:// for localhost, 127.0.0.1 and [::1] only)",
  ],
  [
    "http://localhost.example.com/",
    "must begin with https:// (http:// for localhost, 127.0.0.1 and [::1] only)",
  ],
  [
    "ftp://localhost/",
    "must begin with https:// (http:// for localhost, 127.0.0.1 and [::1] only)",
  ],
  ["crm.example.com", "must be an address like https://crm.example.com/parlor"],
  [
    "https://me:word@crm.example.com/",
    "must hold no user name and no password: the receiver checks the signature",
  ],
  ["https://crm.example.com/#a", "must hold no fragment (#…)"],
])("%s is refused with its place", (url, problem) => {
  expect(problemsOf([{ ...hook, url }])).toEqual([`organizations.0.webhooks.0.url: ${problem}`]);
});

test("secrets that are missing or short are told with their places, and never by their text", () => {
  const secret = [{ env: "SHORT" }, { env: "MISSING" }];
  const problems = problemsOf([hook, { ...hook, url: "https://b.example.com", secret }], {
    SHORT: "too-short",
  });
  expect(problems).toEqual([
    "organizations.0.webhooks.0.secret.env: the variable CRM_SECRET is not set",
    "organizations.0.webhooks.1.secret.0.env: SHORT must have 24 characters or more",
    "organizations.0.webhooks.1.secret.1.env: the variable MISSING is not set",
  ]);
});

test("a secret in clear, an unknown event and an unknown key are refused with their places", () => {
  expect(
    problemsOf([
      { ...hook, secret: SECRET },
      { ...hook, events: ["message.deleted"] },
      { ...hook, events: [] },
      { ...hook, retries: 3 },
      { ...hook, secret: [hook.secret, hook.secret, hook.secret] },
    ]).map((problem) => problem.slice(0, problem.indexOf(":"))),
  ).toEqual([
    "organizations.0.webhooks.0.secret",
    "organizations.0.webhooks.1.events.0",
    "organizations.0.webhooks.2.events",
    "organizations.0.webhooks.3",
    "organizations.0.webhooks.4.secret",
  ]);
});

test("an address that is there twice is refused, however it is spelled", () => {
  expect(problemsOf([hook, { ...hook, url: "https://CRM.example.com:443/parlor" }])).toEqual([
    "organizations.0.webhooks.1.url: webhooks.0 has the same address",
  ]);
});
