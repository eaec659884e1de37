import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { createFakeClock } from "../../server/src/testing/fake-clock.ts";
import {
  announce,
  note,
  put,
  send,
  sha256,
  startFileScene,
  stateOf,
  upload,
  type FileScene,
} from "./file-sides.ts";

/* A scanner decides before anybody else hears of a file. */

/** The machine may be busy. */
const PATIENCE_MS = 60_000;
vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });
let scene: FileScene;
let scanner: Server;
afterEach(async () => {
  await scene.close();
  scanner.close();
});

/** A scanner that answers with these, one after the other; with the last one from then on. */
async function startScanner(answers: readonly (object | number)[], more = {}): Promise<void> {
  const left = [...answers];
  scanner = createServer((request, response) => {
    request.resume().on("end", () => {
      const answer = left.length > 1 ? left.shift() : left[0];
      if (typeof answer === "number") return response.writeHead(answer).end();
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer));
    });
  }).listen(0, "127.0.0.1");
  await once(scanner, "listening");
  const address = scanner.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  const url = new URL(`http://127.0.0.1:${port}/`);
  scene = await startFileScene({}, { files: { scanner: { kind: "http", url } }, ...more });
}

test("an infected file is refused, its bytes are gone, and the audit log has the find", async () => {
  await startScanner([{ verdict: "infected", name: "Parlor.Test.Eicar" }]);
  const told: string[] = [];
  const stop = scene.server.bus.onChats((event) => told.push(event.kind));
  const refused = await upload(scene, scene.guest, note);
  stop();
  expect(refused).toMatchObject({ state: "refused", code: "attachment.refused" });
  expect((await stateOf(scene, scene.agent, refused.id)).status).toBe(404);
  expect(await send(scene, scene.guest, [refused.id])).toMatchObject({ status: 409 });
  expect(told).not.toContain("message");
  expect(readdirSync(join(scene.server.folder, "files-in"))).toEqual([]);
  const lines = readFileSync(join(scene.server.folder, "audit.log"), "utf8").trim().split("\n");
  const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(entries.find(({ what }) => what === "file-infected")).toMatchObject({
    memberId: scene.chat.guest.memberId,
    conversationId: scene.chat.id,
    sha256: sha256(note.bytes),
    found: "Parlor.Test.Eicar",
  });
});

test("a file whose scanner is away for a while is ready once it is back", async () => {
  await startScanner([503, { verdict: "clean" }]);
  expect(await upload(scene, scene.agent, note)).toMatchObject({ state: "ready" });
});

test("a file whose scanner stays away is never ready, and refused after ten minutes", async () => {
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0));
  await startScanner([503], { clock });
  const announced = await announce(scene, scene.guest, note);
  await put(announced, note.bytes);
  const { id } = announced.body;
  const states = new Set<string>();
  await vi.waitFor(
    async () => {
      const { body } = await stateOf(scene, scene.guest, id);
      states.add(body.state);
      clock.advance(10_000);
      expect(body).toMatchObject({ state: "refused", code: "service.unavailable" });
    },
    { timeout: 50_000, interval: 10 },
  );
  expect(states).not.toContain("ready");
});
