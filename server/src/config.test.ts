import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { defaultRules } from "./tenant.ts";

const example = fileURLToPath(new URL("../parlor.example.json", import.meta.url));

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
    PARLOR_DRAIN_SECONDS: "301",
  };
  expect(() => readConfig(env)).toThrow(
    /PORT[\s\S]*PARLOR_LOG[\s\S]*PARLOR_PUBLIC_URL[\s\S]*PARLOR_SIGNED_DATA_SECONDS[\s\S]*PARLOR_RETENTION_DAYS[\s\S]*PARLOR_DRAIN_SECONDS must be a whole number from 0 to 300[\s\S]*nobody to serve/,
  );
});

test.each(["-1", "1.5", "1e3", "soon", "86401"])("%s is no number of seconds", (given) => {
  expect(() => readConfig({ PARLOR_DEMO: "1", PARLOR_SIGNED_DATA_SECONDS: given })).toThrow(
    `PARLOR_SIGNED_DATA_SECONDS must be a whole number from 1 to 86400, not "${given}".`,
  );
});

test("what is not set, or set to nothing, has its default", () => {
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
