import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Organization } from "../../server/src/domain/tenant.ts";
import { createFakeClock } from "../../server/src/testing/fake-clock.ts";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import {
  announce,
  note,
  put,
  send,
  sidesOf,
  startFileScene,
  stateOf,
  upload,
  type FileScene,
  type FileSide,
  type JsonBody,
} from "./file-sides.ts";
import { tokenOf } from "./test-server.ts";
import { startTwoSides, type TwoSides } from "./two-sides.ts";

/* The rights to the files of a conversation: for each caller only the allowed calls succeed. */

/** Two chats with both sides, on a machine that may be busy. */
const PATIENCE_MS = 60_000;
const elsewhere: Organization = {
  ...lanternLine,
  id: "3e9f7c31-4be8-4a06-b1f3-8c5e6d7a9012",
  clients: [{ id: "c-ada", secret: "ada-secret-ada-1", userId: "u-noor", name: "Ada" }],
};
const clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0));

let scene: FileScene;
let other: TwoSides;
let otherGuest: FileSide;
let sent: JsonBody;
let unsent: { readonly guest: JsonBody; readonly agent: JsonBody };

beforeAll(async () => {
  scene = await startFileScene({}, { clock, organizations: [lanternLine, elsewhere] });
  other = await startTwoSides(scene.server);
  otherGuest = sidesOf(other, scene.agent.token).guest;
  sent = await upload(scene, scene.guest, note);
  await send(scene, scene.guest, [sent.id]);
  unsent = {
    guest: await upload(scene, scene.guest, note),
    agent: await upload(scene, scene.agent, note),
  };
}, PATIENCE_MS);
afterAll(async () => {
  other.close();
  await scene.close();
}, PATIENCE_MS);

type Statuses = Readonly<Record<"announce" | "state" | "send" | "delete", number>>;

/** Each call of a caller on the files of the scene's conversation. */
async function statusesOf(side: FileSide, id: string): Promise<Statuses> {
  const drop = await fetch(`${scene.server.url}${side.base}/${id}`, {
    method: "DELETE",
    headers: side.token === "" ? {} : { authorization: `Bearer ${side.token}` },
  });
  return {
    announce: (await announce(scene, side, note)).status,
    state: (await stateOf(scene, side, id)).status,
    send: (await send(scene, side, [id])).status,
    delete: drop.status,
  };
}
const all = (status: number): Statuses => ({
  announce: status,
  state: status,
  send: status,
  delete: status,
});
const withToken = (side: FileSide, token: string): FileSide => ({ ...side, token });

describe.each(["guest", "agent"] as const)("on the side of the %s", (who) => {
  test.each([
    ["nobody", ""],
    ["a forged token", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA"],
  ])("%s is told 401", async (_, token) => {
    expect(await statusesOf(withToken(scene[who], token), sent.id)).toEqual(all(401));
  });

  test("a file that is not sent is unknown to the other side, and stays", async () => {
    const foreign = unsent[who === "guest" ? "agent" : "guest"];
    expect(await statusesOf(scene[who], foreign.id)).toEqual({ ...all(404), announce: 200 });
    expect(
      (await stateOf(scene, scene[who === "guest" ? "agent" : "guest"], foreign.id)).body.state,
    ).toBe("ready");
  });

  test("a file that was sent is known to both sides, and stays", async () => {
    const { state, send: again, delete: drop } = await statusesOf(scene[who], sent.id);
    expect(state).toBe(200);
    expect([again, drop]).toEqual(who === "guest" ? [409, 409] : [404, 404]);
  });

  test("a file of another conversation is unknown, unsent and sent", async () => {
    const foreign = await upload(scene, otherGuest, note);
    expect(await statusesOf(scene[who], foreign.id)).toEqual({ ...all(404), announce: 200 });
    expect((await send(scene, otherGuest, [foreign.id])).status).toBe(200);
    expect(await statusesOf(scene[who], foreign.id)).toEqual({ ...all(404), announce: 200 });
  });
});

test("a guest of another conversation is refused", async () => {
  expect(await statusesOf(withToken(scene.guest, otherGuest.token), sent.id)).toEqual(all(403));
});

test("an agent who is not in the chat is refused", async () => {
  const tomas = await scene.server.token("u-tomas");
  expect(await statusesOf(withToken(scene.agent, tomas), sent.id)).toEqual(all(403));
});

test("an agent of another organization knows nothing of the chat", async () => {
  const ada = await tokenOf(scene.server.url, { id: "c-ada", secret: "ada-secret-ada-1" });
  expect(await statusesOf(withToken(scene.agent, ada), sent.id)).toEqual(all(404));
});

test("bytes are taken and served at a signed address alone, whoever calls", async () => {
  const bare = new URL(sent.url);
  bare.search = "";
  const announced = await announce(scene, scene.guest, note);
  for (const token of ["", scene.guest.token, scene.agent.token]) {
    const headers: Record<string, string> =
      token === "" ? {} : { authorization: `Bearer ${token}` };
    expect((await fetch(bare, { headers })).status).toBe(403);
    const place = announced.body.upload.url.replace(/\?.*/, "");
    expect((await fetch(place, { method: "PUT", body: "x", headers })).status).toBe(403);
    expect((await fetch(sent.url, { headers })).status).toBe(200);
  }
  const foreign = await announce(scene, otherGuest, note);
  const mixed = announced.body.upload.url.replace(announced.body.id, foreign.body.id);
  expect((await fetch(mixed, { method: "PUT", body: "x" })).status).toBe(403);
});

test("after the end files can be read and taken back, and nothing else", async () => {
  const { chat, server } = scene;
  const announced = await announce(scene, scene.guest, note);
  await server.chats.endForAll(chat.id, "agent");
  expect(await statusesOf(scene.guest, sent.id)).toEqual({
    announce: 400,
    state: 200,
    send: 400,
    delete: 409,
  });
  expect(await statusesOf(scene.agent, sent.id)).toMatchObject({ state: 200 });
  expect((await fetch(sent.url)).status).toBe(200);
  expect((await put(announced, note.bytes)).status).toBe(200);
});

test("after the retention the conversation's files are unknown, also at their addresses", async () => {
  await scene.server.store.deleteEnded(clock.now() + 1, 20);
  expect(await statusesOf(scene.agent, sent.id)).toEqual(all(404));
  expect((await statusesOf(scene.guest, sent.id)).state).toBe(404);
  expect((await fetch(sent.url)).status).toBe(404);
});
