import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DEMO_WITHOUT_SHARP, NO_SHARP } from "./adapters/files/pictures.ts";
import { ConfigError, readConfig } from "./config/config.ts";
import { defaultAttachmentRules } from "./domain/attachment-rules.ts";
import type { Organization } from "./domain/tenant.ts";
import { systemClock } from "./service/clock.ts";
import { startFiles } from "./start-files.ts";
import { Teardown } from "./teardown.ts";
import { lanternLine } from "./testing/tenant-fixture.ts";

let folder: string;
let teardown: Teardown;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parlor-start-files-"));
  teardown = new Teardown();
  said = [];
});
afterEach(async () => {
  await teardown.run();
  rmSync(folder, { recursive: true, force: true });
});

const taking = (stripPictureMetadata: boolean): Organization => ({
  ...lanternLine,
  deployments: lanternLine.deployments.map((deployment) => ({
    ...deployment,
    rules: {
      ...deployment.rules,
      attachments: { ...defaultAttachmentRules, enabled: true, stripPictureMetadata },
    },
  })),
});
const start = (tenants: readonly Organization[], demo: Organization | null = null) =>
  startFiles({
    config: readConfig({ PARLOR_DEMO: "1", PARLOR_DATA: folder }),
    clock: systemClock,
    tenants,
    demo,
    decoder: "a-package-that-is-not-there",
    warn: (text) => said.push(text),
    teardown,
  });

describe("without the decoder of pictures", () => {
  test("a deployment that cleans pictures does not start, and the reason is said", async () => {
    const starting = start([taking(true)]);
    await expect(starting).rejects.toThrow(ConfigError);
    await expect(starting).rejects.toThrow(NO_SHARP);
  });

  test("a deployment that keeps their metadata starts, and nothing is said", async () => {
    await start([taking(false)]);
    expect(said).toEqual([]);
  });

  test("the demo starts, and says that pictures keep their metadata", async () => {
    const demo = taking(true);
    await start([demo], demo);
    expect(said).toEqual([DEMO_WITHOUT_SHARP]);
  });

  test("the demo does not let a deployment beside it go without", async () => {
    const demo = taking(true);
    await expect(start([taking(true), demo], demo)).rejects.toThrow(NO_SHARP);
  });
});
