import { expect, test } from "vitest";
import { runStages, type Stage } from "./run-stages.mjs";

/** Runs stages that end when the test says so; returns the names of those that are running. */
function begin(stages: readonly Stage[], cores: number) {
  const running = new Map<string, () => void>();
  const alone: string[] = [];
  const done = runStages(stages, cores, ({ name }, isAlone) => {
    if (isAlone) alone.push(name);
    return new Promise((resolve) => running.set(name, resolve));
  });
  return {
    alone,
    done,
    now: () => [...running.keys()],
    async end(name: string): Promise<void> {
      running.get(name)?.();
      running.delete(name);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test("as many stages run at once as there are cores, in the order of the list", async () => {
  const run = begin([{ name: "a" }, { name: "b" }, { name: "c" }], 2);
  expect(run.now()).toEqual(["a", "b"]);
  await run.end("b");
  expect(run.now()).toEqual(["a", "c"]);
  await run.end("a");
  await run.end("c");
  await run.done;
});

test("a stage that writes the built files runs beside none that reads them", async () => {
  const run = begin(
    [
      { name: "build", dist: "writes" },
      { name: "size", dist: "reads" },
      { name: "built", dist: "writes" },
      { name: "lint" },
      { name: "e2e", dist: "reads" },
    ],
    3,
  );
  expect(run.now()).toEqual(["build", "lint"]);
  await run.end("build");
  expect(run.now()).toEqual(["lint", "size"]);
  await run.end("size");
  expect(run.now()).toEqual(["lint", "built"]);
  await run.end("lint");
  expect(run.now()).toEqual(["built"]);
  await run.end("built");
  expect(run.now()).toEqual(["e2e"]);
  await run.end("e2e");
  await run.done;
});

test("a stage that uses all cores runs alone", async () => {
  const run = begin([{ name: "a" }, { name: "big", cores: 4 }, { name: "b" }], 2);
  expect(run.now()).toEqual(["a", "b"]);
  await run.end("a");
  expect(run.now()).toEqual(["b"]);
  await run.end("b");
  expect(run.now()).toEqual(["big"]);
  expect(run.alone).toEqual(["big"]);
  await run.end("big");
  await run.done;
});

test("the failure of a stage's run is not swallowed", async () => {
  const failing = runStages([{ name: "a" }], 2, () => Promise.reject(new Error("no such program")));
  await expect(failing).rejects.toThrow("no such program");
});
