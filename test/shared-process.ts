import { afterAll, expect, vi } from "vitest";

/*
 * The files of the unit tests share the processes of the workers, and the modules in them: a new
 * process for each file would take a third of the time. So each file leaves the process as it was.
 */

type Properties = Readonly<Record<string, PropertyDescriptor>>;

const globalsNow = (): Properties => Object.getOwnPropertyDescriptors(globalThis);
/** Other state of the process, as text. */
const settingsNow = (): Readonly<Record<string, string>> => ({
  ...process.env,
  // The decoder of pictures sets it once in a process.
  VIPSHOME: "",
  "working directory": process.cwd(),
  "listeners for exceptions": String(process.listenerCount("uncaughtException")),
  "listeners for rejections": String(process.listenerCount("unhandledRejection")),
});

const before = { globals: globalsNow(), settings: settingsNow() };

function isChanged(name: string, was?: PropertyDescriptor, is?: PropertyDescriptor): boolean {
  // Libraries keep some state in globals of their own, which they make once in a process.
  if (name.startsWith("__")) return false;
  // Node replaces the getters of some globals by their values when they are first read.
  if (was?.get !== undefined && is?.value?.name === name) return false;
  return !Object.is(was?.value, is?.value) || was?.get !== is?.get;
}

const namesOf = (...records: readonly object[]): string[] => [
  ...new Set(records.flatMap((one) => Object.keys(one))),
];

afterAll(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.useRealTimers();
  const globals = globalsNow();
  const settings = settingsNow();
  const changed = [
    ...namesOf(before.globals, globals).filter((name) =>
      isChanged(name, before.globals[name], globals[name]),
    ),
    ...namesOf(before.settings, settings).filter(
      (name) => before.settings[name] !== settings[name],
    ),
  ];
  expect(changed, "changes to the process that this file leaves behind").toEqual([]);
});
