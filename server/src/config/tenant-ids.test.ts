import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ConfigError, readConfig, type Config } from "./config.ts";
import { startServer } from "../server.ts";
import { lanternLine } from "../testing/tenant-fixture.ts";
import type { Organization } from "../domain/tenant.ts";

const example = fileURLToPath(new URL("../../parlor.example.json", import.meta.url));

interface ExampleOrganization {
  id: string;
  name: string;
  deployments: { id: string }[];
  queues: { id: string; name: string; memberUserIds?: string[] }[];
  users: { id: string; name: string }[];
  clients: { id: string; secret: string; userId: string | null; name: string }[];
  replies?: { id: string; shortcut: string; text: string }[];
  wrapupCodes: { id: string; name: string }[];
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parlor-ids-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The example's organization under another id and name, with clients of its own. */
function organization(name: string, change: Partial<ExampleOrganization> = {}): object {
  const [one] = (
    JSON.parse(readFileSync(example, "utf8")) as { organizations: [ExampleOrganization] }
  ).organizations;
  const clients = one.clients.map((client) => ({ ...client, id: `${name}-${client.id}` }));
  return { ...one, id: name, name, clients, ...change };
}

function problemsOf(...organizations: readonly object[]): readonly string[] {
  const path = join(folder, "parlor.json");
  writeFileSync(path, JSON.stringify({ organizations }));
  try {
    readConfig({ PARLOR_CONFIG: path });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => problem.replace(`${path}: `, ""));
  }
}

const [queue, user, code] = [
  { id: "support", name: "Support", memberUserIds: ["ada"] },
  { id: "ada", name: "Ada" },
  { id: "solved", name: "Solved" },
];
const client = { id: "desk-ada", secret: "a-long-secret", userId: "ada", name: "Ada" };
const reply = { id: "hello", shortcut: "hello", text: "Hello" };
const deployment = { id: "web" };

test.each([
  ["deployments", { deployments: [deployment, deployment] }],
  ["queues", { queues: [queue, { ...queue, name: "Other" }] }],
  ["users", { users: [user, user] }],
  ["replies", { replies: [reply, reply] }],
  ["wrapupCodes", { wrapupCodes: [code, code] }],
] satisfies [string, Partial<ExampleOrganization>][])(
  "an id that is there twice among the %s is refused, both places named",
  (kind, change) => {
    const [[first]] = Object.values(change) as [{ id: string }[]];
    expect(problemsOf(organization("Bank", change))).toEqual([
      `the id "${first?.id}" is there twice: organizations.0.${kind}.0 (Bank) and organizations.0.${kind}.1 (Bank)`,
    ]);
  },
);

test("one id for different kinds, and in different organizations, is no problem", () => {
  const same = { queues: [{ ...queue, id: "ada" }] };
  expect(problemsOf(organization("Bank", same), organization("Shop", same))).toEqual([]);
});

test("a client id may be there once in the whole configuration", () => {
  expect(
    problemsOf(
      organization("Bank", { clients: [client] }),
      organization("Shop", { clients: [client, client] }),
    ),
  ).toEqual([
    'the client id "desk-ada" is there twice: organizations.0.clients.0 (Bank) and organizations.1.clients.0 (Shop)',
    'the client id "desk-ada" is there twice: organizations.0.clients.0 (Bank) and organizations.1.clients.1 (Shop)',
  ]);
});

test("two organizations with one id, and two queues that guests would call the same, are refused", () => {
  const bank = organization("Bank", { queues: [queue, { id: "other", name: "SUPPORT" }] });
  expect(problemsOf(bank, organization("Shop", { id: "Bank" }))).toEqual([
    'the organization id "Bank" is there twice: organizations.0 (Bank) and organizations.1 (Shop)',
    'the queue name "support" is there twice: organizations.0.queues.0 (Bank) and organizations.0.queues.1 (Bank)',
  ]);
});

test("a queue's name is there twice also if its accents are written otherwise", () => {
  const names = ["Caf\u00e9", "CAFE\u0301"].map((name, index) => ({ id: `${index}`, name }));
  expect(problemsOf(organization("Bank", { queues: names }))).toEqual([
    'the queue name "caf\u00e9" is there twice: organizations.0.queues.0 (Bank) and organizations.0.queues.1 (Bank)',
  ]);
});

test("ids are told together with what the schema finds and with references that lead nowhere", () => {
  const problems = problemsOf(
    organization("Bank", {
      name: "",
      users: [user, user],
      queues: [{ ...queue, memberUserIds: ["bob"] }],
    }),
    { id: 5, queues: "none", users: [null, 7, { id: "x" }, { id: "x" }] },
  );
  expect(problems.filter((problem) => problem.includes("there twice"))).toHaveLength(2);
  expect(problems.filter((problem) => problem.includes('no user has the id "bob"'))).toHaveLength(
    1,
  );
  expect(problems.some((problem) => problem.startsWith("organizations.0.name: "))).toBe(true);
  expect(problems.some((problem) => problem.startsWith("organizations.1.id: "))).toBe(true);
});

const config = (change: Partial<Config>): Config => ({
  ...readConfig({ PARLOR_DEMO: "1", PARLOR_DATA: folder, PARLOR_LOG: "silent", PORT: "0" }),
  ...change,
});

test("the demo tenant's client ids and organization id cannot be taken, and the server does not start", async () => {
  const [noor] = lanternLine.clients;
  const bank: Organization = {
    ...lanternLine,
    id: "bank",
    name: "Bank",
    clients: [{ ...noor!, id: "b0c1a7de-5a0f-4c1e-9a67-0d3f0a5b9e01" }],
  };
  const clash = startServer(config({ organizations: [bank, { ...lanternLine, clients: [] }] }));
  await expect(clash).rejects.toThrow(ConfigError);
  await expect(clash).rejects.toMatchObject({
    problems: [
      'the organization id "2d9f7c31-4be8-4a06-b1f3-8c5e6d7a9012" is there twice: organizations.1 (Lantern Line) and the demo tenant (Lantern Line)',
      'the client id "b0c1a7de-5a0f-4c1e-9a67-0d3f0a5b9e01" is there twice: organizations.0.clients.0 (Bank) and the demo tenant.clients.0 (Lantern Line)',
    ],
  });
  // The store was let go.
  await (await startServer(config({ organizations: [] }))).close();
});
