import { test as base } from "./fixtures.ts";
import { builtOnce } from "./built-once.ts";
import { HostApp } from "./host-app.ts";
import { PackedParlor } from "./packed-parlor.ts";

interface Fixtures {
  /** An app with the packed Parlor installed; its folder goes with the test. */
  readonly app: HostApp;
  /**
   * Replaces the docs' server address and ids with those of this test's server, in a text from the
   * docs or in a build of it.
   */
  readonly filled: (text: string) => string;
  /** Whether an agent is present when the test begins. Default true. */
  readonly isStaffed: boolean;
  readonly staff: void;
}

interface WorkerFixtures {
  readonly packed: PackedParlor;
}

/** The placeholder address that the docs use for the server. */
const DOCS_SERVER = "https://chat.example.com";
/** The docs name the ids of the demo, whose tenant every test has. */
const DOCS_IDS = {
  organizationId: "2d9f7c31-4be8-4a06-b1f3-8c5e6d7a9012",
  deploymentId: "71c0e5d2-3a9b-4f18-96e7-d4b5a2c8f035",
};

/** For the tests that build somebody's app, as the docs tell how. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  packed: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const folder = await builtOnce("the package", (into) => new PackedParlor(into));
      await use(new PackedParlor(folder));
    },
    { scope: "worker" },
  ],
  app: async ({ packed }, use) => {
    const app = new HostApp(packed, builtOnce);
    await use(app);
    app.dispose();
  },
  isStaffed: [true, { option: true }],
  staff: [
    async ({ agent, isStaffed }, use) => {
      if (isStaffed) await agent.signIn();
      await use();
    },
    { auto: true },
  ],
  filled: async ({ server }, use) => {
    const { organizationId, deploymentId } = await server.demo();
    await use((text) =>
      text
        .replaceAll(DOCS_SERVER, server.url)
        .replaceAll(DOCS_IDS.organizationId, organizationId)
        .replaceAll(DOCS_IDS.deploymentId, deploymentId),
    );
  },
});

export { expect } from "@playwright/test";
