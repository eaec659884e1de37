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
  expect(() => readConfig({ PORT: "x", PARLOR_LOG: "loud", PARLOR_PUBLIC_URL: "chat" })).toThrow(
    /PORT[\s\S]*PARLOR_LOG[\s\S]*PARLOR_PUBLIC_URL[\s\S]*nobody to serve/,
  );
});
