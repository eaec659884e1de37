import { expect, test } from "vitest";
import { Teardown } from "./teardown.ts";

test("steps are taken in reverse order, also after one that fails, and the first failure is thrown", async () => {
  const taken: string[] = [];
  const teardown = new Teardown();
  teardown.add(() => void taken.push("store"));
  teardown.add(async () => {
    taken.push("streams");
    throw new Error("The streams stay open");
  });
  teardown.add(() => {
    taken.push("app");
    throw new Error("The app stays open");
  });
  await expect(teardown.run()).rejects.toThrow("The app stays open");
  expect(taken).toEqual(["app", "streams", "store"]);
});

test("no step is taken twice", async () => {
  let count = 0;
  const teardown = new Teardown();
  teardown.add(() => void count++);
  await teardown.run();
  await teardown.run();
  expect(count).toBe(1);
});
