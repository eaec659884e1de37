import { afterAll, beforeAll } from "vitest";
import type { RunningServer } from "../../server/src/server.ts";
import { startFuzzServer } from "./fuzz-server.ts";
import { watchProcess, type ProcessWatch } from "./process-faults.ts";
import { createWorld, type World } from "./world.ts";

/** A server under test, which runs from before the first test of a file until after the last. */
export interface Fuzzed {
  readonly server: RunningServer;
  readonly world: World;
  readonly watch: ProcessWatch;
}

/** Registers start and end of a server. Its values are there once the first test runs. */
export function useFuzzedServer(): Fuzzed {
  const fuzzed: { -readonly [Name in keyof Fuzzed]?: Fuzzed[Name] } = {};
  beforeAll(async () => {
    fuzzed.server = await startFuzzServer();
    fuzzed.world = await createWorld(fuzzed.server.url);
    fuzzed.watch = watchProcess();
  }, 30_000);
  afterAll(async () => {
    fuzzed.watch?.stop();
    await fuzzed.server?.close();
  }, 30_000);
  return fuzzed as Fuzzed;
}
