import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { documentedVariables } from "./environment.ts";
import { defaultLimits, defaultTimeouts } from "../plugins/limits.ts";
import { defaultRules } from "../domain/tenant.ts";

const example = fileURLToPath(new URL("../../parlor.example.json", import.meta.url));

test("the example configuration works, and what it leaves out has its default", () => {
  const { organizations } = readConfig({ PARLOR_CONFIG: example });
  expect(organizations[0]?.deployments[0]?.rules).toEqual({ ...defaultRules, idleSeconds: 1200 });
  expect(organizations[0]?.users[0]?.capacity).toBe(4);
});

test("every problem of the environment is named at once", () => {
  const env = {
    PORT: "x",
    PARLOR_LOG: "loud",
    PARLOR_PUBLIC_URL: "chat",
    PARLOR_SIGNED_DATA_SECONDS: "0",
    PARLOR_RETENTION_DAYS: "a month",
    PARLOR_KEEP_BUILDS_DAYS: "366",
    PARLOR_DRAIN_SECONDS: "301",
    PARLOR_TRUST_PROXY: "yes",
    PARLOR_MAX_CONNECTIONS: "many",
    PARLOR_REQUEST_TIMEOUT_SECONDS: "0",
  };
  expect(() => readConfig(env)).toThrow(
    /PORT[\s\S]*PARLOR_LOG[\s\S]*PARLOR_PUBLIC_URL[\s\S]*PARLOR_TRUST_PROXY[\s\S]*PARLOR_SIGNED_DATA_SECONDS[\s\S]*PARLOR_RETENTION_DAYS[\s\S]*PARLOR_KEEP_BUILDS_DAYS must be a whole number from 0 to 365[\s\S]*PARLOR_DRAIN_SECONDS must be a whole number from 0 to 300[\s\S]*PARLOR_MAX_CONNECTIONS[\s\S]*PARLOR_REQUEST_TIMEOUT_SECONDS[\s\S]*nobody to serve/,
  );
});

test.each(["-1", "1.5", "1e3", "soon", "86401"])("%s is no number of seconds", (given) => {
  expect(() => readConfig({ PARLOR_DEMO: "1", PARLOR_SIGNED_DATA_SECONDS: given })).toThrow(
    `PARLOR_SIGNED_DATA_SECONDS must be a whole number from 1 to 86400, not "${given}".`,
  );
});

test("a variable that is unset or empty has its default", () => {
  for (const given of [undefined, ""]) {
    const config = readConfig({
      PARLOR_DEMO: "1",
      PARLOR_SIGNED_DATA_SECONDS: given,
      PARLOR_RETENTION_DAYS: given,
      PARLOR_DRAIN_SECONDS: given,
    });
    expect(config).toMatchObject({ signedDataSeconds: 600, retentionDays: 0, drainSeconds: 10 });
  }
});

test("an empty PORT is one that is not set", () => {
  expect(readConfig({ PARLOR_DEMO: "1", PORT: "" }).port).toBe(8080);
});

test("the table of docs/server.md has every variable, with its default", () => {
  const page = readFileSync(new URL("../../../docs/server.md", import.meta.url), "utf8");
  const [, table] = page.split("| variable | default | what |\n| --- | --- | --- |\n");
  const rows = (table ?? "").slice(0, table?.indexOf("\n\n")).split("\n");
  expect(rows).toEqual(
    [...documentedVariables].map(
      ([name, row]) => `| \`${name}\` | ${row?.default} | ${row?.doc} |`,
    ),
  );
});

test("every default that the documentation names is the one that is used", () => {
  const shown = (name: string): number => Number(documentedVariables.get(name)?.default);
  const { port, limits, timeouts } = readConfig({ PARLOR_DEMO: "1" });
  expect([port, ...Object.values(limits), ...Object.values(timeouts)]).toEqual(
    [
      "PORT",
      "PARLOR_MAX_CONNECTIONS",
      "PARLOR_MAX_CONNECTIONS_PER_ADDRESS",
      "PARLOR_MAX_SOCKETS_PER_GUEST",
      "PARLOR_MAX_SOCKETS_PER_CHANNEL",
      "PARLOR_MAX_CHANNELS_PER_AGENT",
      "PARLOR_REQUEST_TIMEOUT_SECONDS",
      "PARLOR_CONNECTION_TIMEOUT_SECONDS",
      "PARLOR_KEEP_ALIVE_SECONDS",
    ].map(shown),
  );
});

test("limits and time-outs are settings, and what is not set has its default", () => {
  expect(readConfig({ PARLOR_DEMO: "1" })).toMatchObject({
    trustedProxies: 0,
    limits: defaultLimits,
    timeouts: defaultTimeouts,
  });
  const config = readConfig({
    PARLOR_DEMO: "1",
    PARLOR_TRUST_PROXY: "10.0.0.0/8, ::1",
    PARLOR_MAX_CONNECTIONS: "500",
    PARLOR_MAX_CONNECTIONS_PER_ADDRESS: "50",
    PARLOR_MAX_SOCKETS_PER_GUEST: "2",
    PARLOR_MAX_SOCKETS_PER_CHANNEL: "4",
    PARLOR_MAX_CHANNELS_PER_AGENT: "6",
    PARLOR_REQUEST_TIMEOUT_SECONDS: "10",
    PARLOR_CONNECTION_TIMEOUT_SECONDS: "20",
    PARLOR_KEEP_ALIVE_SECONDS: "5",
  });
  expect(config).toMatchObject({
    trustedProxies: ["10.0.0.0/8", "::1"],
    limits: {
      maxConnections: 500,
      maxConnectionsPerAddress: 50,
      maxSocketsPerGuest: 2,
      maxSocketsPerChannel: 4,
      maxChannelsPerAgent: 6,
    },
    timeouts: { requestSeconds: 10, connectionSeconds: 20, keepAliveSeconds: 5 },
  });
});

test.each([
  ["https://Chat.Example.com", "https://chat.example.com"],
  ["https://chat.example.com:443/", "https://chat.example.com"],
  ["http://10.0.0.1:8080", "http://10.0.0.1:8080"],
  ["https://Example.com/Support/", "https://example.com/Support"],
  ["https://example.com/a/b-c", "https://example.com/a/b-c"],
])("the public URL %s is the address %s", (given, origin) => {
  expect(readConfig({ PARLOR_DEMO: "1", PARLOR_PUBLIC_URL: given }).publicUrl).toBe(origin);
});

test.each([
  "chat.example.com",
  "ftp://chat.example.com",
  "https://chat.example.com//chat",
  "https://chat.example.com/ch%61t",
  "https://chat.example.com/#a",
  "https://chat.example.com?a",
  "https://user@chat.example.com",
  "https://",
  "https://a b",
])("the public URL %s is none", (given) => {
  expect(() => readConfig({ PARLOR_DEMO: "1", PARLOR_PUBLIC_URL: given })).toThrow(
    `PARLOR_PUBLIC_URL must be like https://chat.example.com or https://example.com/support, not "${given}".`,
  );
});

test.each(["127.0.0.1", "localhost", "::1", "::ffff:127.0.0.1", "127.0.0.2"])(
  "the demo may listen on %s",
  (host) => {
    expect(readConfig({ PARLOR_DEMO: "1", HOST: host }).host).toBe(host);
  },
);

test.each(["0.0.0.0", "::", "10.0.0.1", "demo.example.com", "localhost.example.com"])(
  "the demo does not listen on %s by itself",
  (host) => {
    expect(() => readConfig({ PARLOR_DEMO: "1", HOST: host })).toThrow("PARLOR_DEMO=anywhere");
  },
);

function readWithRules(rules: object): ReturnType<typeof readConfig> {
  const folder = mkdtempSync(join(tmpdir(), "parlor-config-"));
  try {
    const path = join(folder, "parlor.json");
    const document = JSON.parse(readFileSync(example, "utf8"));
    document.organizations[0].deployments[0].rules = rules;
    writeFileSync(path, JSON.stringify(document));
    return readConfig({ PARLOR_CONFIG: path });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test.each([1000, 1001, 1003, 1007, 1014, 3000, 4100, 4999])(
  "a chat may end with the close code %s",
  (endCloseCode) => {
    const { organizations } = readWithRules({ endCloseCode });
    expect(organizations[0]?.deployments[0]?.rules.endCloseCode).toBe(endCloseCode);
  },
);

test.each([999, 1004, 1005, 1006, 1015, 2000, 2999, 5000])(
  "the close code %s, which no server may send, is a problem",
  (endCloseCode) => {
    expect(() => readWithRules({ endCloseCode })).toThrow("endCloseCode: must be a close code");
  },
);

test("a guest's limits are rules of the deployment", () => {
  const rules = {
    messagesPerMinute: 1,
    typingPerMinute: 2,
    readsPerMinute: 3,
    bytesPerMinute: 4,
  };
  expect(readWithRules(rules).organizations[0]?.deployments[0]?.rules).toMatchObject(rules);
  expect(() => readWithRules({ readsPerMinute: 0 })).toThrow("readsPerMinute");
});

test("a client of a back end names no user, and says so; one that forgets it or names a stranger is a problem", () => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-config-"));
  const path = join(folder, "parlor.json");
  const read = (client: object): ReturnType<typeof readConfig> => {
    const document = JSON.parse(readFileSync(example, "utf8"));
    document.organizations[0].clients = [
      { id: "site", secret: "a-long-secret", name: "Site", ...client },
    ];
    writeFileSync(path, JSON.stringify(document));
    return readConfig({ PARLOR_CONFIG: path });
  };
  try {
    expect(read({ userId: null }).organizations[0]?.clients[0]?.userId).toBeNull();
    expect(() => read({})).toThrow("clients.0.userId");
    const scopes = ["conversations:read"];
    expect(read({ userId: null, scopes }).organizations[0]?.clients[0]?.scopes).toEqual(scopes);
    expect(() => read({ userId: null, scopes: ["all"] })).toThrow("clients.0.scopes");
    expect(() => read({ userId: "u-noor", scopes })).toThrow("clients.0.scopes");
    expect(() => read({ userId: "bob" })).toThrow('no user has the id "bob"');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.each([
  ["U+0000", "\0"],
  ["half of a surrogate pair", "\ud83d"],
])("%s in a text of the configuration is a problem, each place named", (_, wrong) => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-config-"));
  const path = join(folder, "parlor.json");
  try {
    const document = JSON.parse(readFileSync(example, "utf8"));
    const [organization] = document.organizations;
    organization.name += wrong;
    organization.deployments[0].flow = { name: "Bell", greeting: ["Hello", `Bye${wrong}`] };
    writeFileSync(path, JSON.stringify(document));
    expect(() => readConfig({ PARLOR_CONFIG: path })).toThrow(
      /organizations\.0\.name: U\+0000[\s\S]*organizations\.0\.deployments\.0\.flow\.greeting\.1: U\+0000/,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("domains that match nothing, queues of one name, ids of the demo and a wrong rule are told in one run", () => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-config-"));
  const path = join(folder, "parlor.json");
  try {
    const document = JSON.parse(readFileSync(example, "utf8"));
    const [organization] = document.organizations;
    organization.id = "demo-org";
    organization.deployments[0].allowedDomains = ["https://shop.example", "shop.example", "*"];
    organization.deployments[0].rules = { onAgentGone: "shrug" };
    organization.queues.push({ ...organization.queues[0], id: "second", name: "SUPPORT" });
    writeFileSync(path, JSON.stringify(document));
    const env = { PARLOR_CONFIG: path, PARLOR_DEMO: "1", PORT: "x" };
    const demo = { path: "the demo tenant", organization: { id: "demo-org" } };
    expect(() => readConfig(env, demo)).toThrow(
      /PORT[\s\S]*organization id "demo-org"[\s\S]*the demo tenant[\s\S]*queue name "support"[\s\S]*allowedDomains\.0: "https:\/\/shop\.example" matches no page: write "shop\.example"[\s\S]*allowedDomains\.2: "\*"[\s\S]*onAgentGone/,
    );
    expect(() => readConfig({ ...env, PARLOR_DEMO: "0", PORT: "1" }, demo)).not.toThrow("demo");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("the rules of presence are read", () => {
  const rules = { waitingGraceSeconds: 60, agentGoneSeconds: 90, onAgentGone: "keep" };
  expect(readWithRules(rules).organizations[0]?.deployments[0]?.rules).toMatchObject(rules);
  expect(() => readWithRules({ waitingGraceSeconds: 0 })).toThrow("waitingGraceSeconds");
});

test("a saved reply with choices of more than 16 KB is refused with its place", () => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-config-"));
  const path = join(folder, "parlor.json");
  const read = (signs: number): unknown => {
    const document = JSON.parse(readFileSync(example, "utf8"));
    // Two bytes each in UTF-8.
    const payload = "\u00e9".repeat(signs);
    const choices = Array.from({ length: 13 }, (_, n) => ({ text: `Choice ${n}`, payload }));
    document.organizations[0].replies = [{ id: "r", shortcut: "r", text: "Which?", choices }];
    writeFileSync(path, JSON.stringify(document));
    return readConfig({ PARLOR_CONFIG: path });
  };
  try {
    expect(() => read(600)).not.toThrow();
    expect(() => read(700)).toThrow(
      "organizations.0.replies.0.choices: must be at most 16 KB as JSON",
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
