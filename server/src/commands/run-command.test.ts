import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CRM, DeliveryStage } from "../testing/delivery-stage.ts";
import { listenForCommands, SOCKET_FILE } from "./command-socket.ts";
import { runCommand } from "./run-command.ts";

let stage: DeliveryStage;
const undo: (() => Promise<void>)[] = [];

beforeEach(async () => {
  stage = await new DeliveryStage().start();
});
afterEach(async () => {
  for (const stop of undo.splice(0)) await stop();
  await stage.close();
});

/** Runs a command on a data folder: its exit code, and its lines. */
async function run(
  words: readonly string[],
  folder = stage.folder,
): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCommand(words, {
    env: { PARLOR_DATA: folder },
    version: "1.2.3",
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

async function listen(): Promise<void> {
  undo.push(await listenForCommands(stage.folder, stage.deliveries));
}

async function parkOne(): Promise<string> {
  const guest = await stage.guest();
  await stage.settle();
  stage.receiver.answer = () => ({ kind: "refused", because: "status 410" });
  await guest.writes("a word of the guest");
  await stage.settle();
  stage.receiver.answer = () => ({ kind: "delivered" });
  return (await stage.deliveries.list(1))[0]!.eventId;
}

test("the version and the help are printed, and nothing is started", async () => {
  expect(await run(["--version"])).toEqual({ code: 0, out: "1.2.3", err: "" });
  const help = await run(["--help"]);
  expect(help).toMatchObject({ code: 0, err: "" });
  for (const word of ["start", "webhooks", "--version"]) expect(help.out).toContain(word);
  expect((await run(["webhooks", "retry", "--help"])).out).toContain("--endpoint");
});

test.each([
  [["strat"], "unknown command 'strat'"],
  [["start", "now"], "too many arguments"],
  [["--port", "80"], "unknown option '--port'"],
  [["webhooks", "send"], "unknown command 'send'"],
  [["webhooks", "list", "--all"], "unknown option '--all'"],
  [["webhooks"], "Usage:"],
])("%j is an error with the exit code 2", async (words, said) => {
  const { code, out, err } = await run(words);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(said);
});

test("no word is the command start, whose problems are told in lines", async () => {
  const { code, err } = await run([]);
  expect(code).toBe(1);
  expect(err).toMatch(/^parlor: There is nobody to serve: set PARLOR_CONFIG/);
});

test("the running server is asked for its deliveries, and sends parked ones again at once", async () => {
  await listen();
  expect((await run(["webhooks", "list"])).out).toBe("Everything is delivered.");
  const eventId = await parkOne();
  const { out } = await run(["webhooks", "list"]);
  expect(out).toMatch(/^parked {2}/);
  for (const part of [eventId, "message.created", stage.receiver.name, "status 410", "attempts 1"])
    expect(out).toContain(part);
  expect(out).not.toContain("hidden");
  expect(out).not.toContain("a word");
  const [listed]: { eventId: string }[] = JSON.parse(
    (await run(["webhooks", "list", "--json"])).out,
  );
  expect(listed).toMatchObject({ eventId, state: "parked", nextAt: null });
  expect(await run(["webhooks", "retry", eventId])).toEqual({
    code: 0,
    out: "1 delivery is sent again.",
    err: "",
  });
  await stage.settle();
  expect(stage.receiver.texts()).toContain("a word of the guest");
  expect((await run(["webhooks", "list", "--parked"])).out).toBe("Nothing is parked.");
});

test("a delivery that is not parked cannot be sent again", async () => {
  await listen();
  await parkOne();
  const unknown = { code: 1, out: "", err: "parlor: No delivery that you name is parked." };
  expect(await run(["webhooks", "retry", "nobody"])).toEqual(unknown);
  expect(await run(["webhooks", "retry", "--endpoint", "webhook:other"])).toEqual(unknown);
  expect((await run(["webhooks", "retry"])).out).toBe("1 delivery is sent again.");
  expect((await run(["webhooks", "retry"])).out).toBe("0 deliveries are sent again.");
});

test("without a server the store is opened, and the next start sends what was asked for", async () => {
  await parkOne();
  await stage.stop();
  expect((await run(["webhooks", "retry"])).out).toBe("1 delivery is sent again.");
  expect((await run(["webhooks", "list"])).out).toMatch(/^pending {2}/);
  stage.webhooks = [CRM];
  await stage.start();
  // A command's time is that of the machine.
  stage.clock.set(Date.now() + 1_000);
  stage.deliveries.wake();
  await stage.settle();
  expect(stage.receiver.texts()).toEqual(["a word of the guest"]);
});

test("a store that another process has is left alone when that process does not answer", async () => {
  expect(await run(["webhooks", "retry"])).toEqual({
    code: 1,
    out: "",
    err: `parlor: A server uses the data folder ${stage.folder}, and does not answer commands there.`,
  });
});

test("a folder without a store is told, and not made", async () => {
  const nowhere = join(stage.folder, "nowhere");
  const { code, err } = await run(["webhooks", "list"], nowhere);
  expect([code, existsSync(nowhere)]).toEqual([1, false]);
  expect(err).toContain(`There is no store in ${nowhere}`);
});

test("the socket is its user's alone, replaces that of a killed process, and goes with the server", async () => {
  const path = join(stage.folder, SOCKET_FILE);
  writeFileSync(path, "");
  await listen();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  await undo.pop()?.();
  expect(existsSync(path)).toBe(false);
});

test.each([
  "no JSON\n",
  '{"command":"wipe"}\n',
  '{"command":"retry"}\n',
  `${"x".repeat(70_000)}\n`,
])("a request that is none gets a problem as its reply: %.20j", async (line) => {
  await listen();
  const socket = connect(join(stage.folder, SOCKET_FILE));
  socket.write(line);
  let said = "";
  for await (const chunk of socket) said += String(chunk);
  expect(JSON.parse(said)).toEqual({ problem: expect.any(String) });
  expect((await run(["webhooks", "list"])).code).toBe(0);
});

test("a server that closes the connection is an error of the command", async () => {
  const folder = join(stage.folder, "rude");
  mkdirSync(folder);
  const rude = createServer((socket) => socket.destroy()).listen(join(folder, SOCKET_FILE));
  undo.push(() => new Promise((resolve) => rude.close(() => resolve())));
  const { code, err } = await run(["webhooks", "list"], folder);
  expect(code).toBe(1);
  expect(err).toMatch(/^parlor: The server gave no answer that can be read: .+$/);
});
