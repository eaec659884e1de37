import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { openStore } from "../../server/src/adapters/sql/open-store.ts";
import { call, createGuest, type Answer, type BuiltGuest } from "./built-server.ts";

/* Calls with files of a guest of the built server, and a look at what they leave in its folder. */

const conversations = "/api/v2/webchat/guest/conversations";
/** The machine may be busy, and a guest may ask ten times a second. */
export const PATIENCE = { timeout: 20_000, interval: 100 };

export interface Sample {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface AnnouncedFile {
  readonly id: string;
  /** The path and the query of the address of its bytes: the port changes with each start. */
  readonly path: string;
}

/** The fields of a file's state that tests look at. */
interface FileState {
  readonly id: string;
  readonly state: string;
  readonly code?: string;
  readonly url?: string;
}

/** A guest whose conversation has begun: one who has asked for news once. */
export async function openGuest(port: number): Promise<BuiltGuest> {
  const guest = await createGuest(port);
  bodyOf(
    await call(port, "GET", `${conversations}/${guest.id}/messages`, {
      token: guest.token,
      headers: { "parlor-attach": "poll" },
    }),
  );
  return guest;
}

const baseOf = ({ id }: BuiltGuest): string =>
  `/api/v2/parlor/guest/conversations/${id}/attachments`;

/** The body of an answer that has to be a success. */
export function bodyOf<Body>({ status, body }: Answer): Body {
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body as Body;
}

export async function announce(
  port: number,
  guest: BuiltGuest,
  { name, type, bytes }: Sample,
  key: string,
): Promise<AnnouncedFile> {
  const { id, upload } = bodyOf<{ id: string; upload: { url: string } }>(
    await call(port, "POST", baseOf(guest), {
      token: guest.token,
      body: { name, type, size: bytes.length },
      headers: { "idempotency-key": key },
    }),
  );
  const { pathname, search } = new URL(upload.url);
  return { id, path: pathname + search };
}

export const put = (port: number, { path }: AnnouncedFile, bytes: Buffer): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, { method: "PUT", body: new Uint8Array(bytes) });

/** Sends the head and a part of the bytes. The connection stays open. */
export async function putPart(
  port: number,
  { path }: AnnouncedFile,
  bytes: Buffer,
  after: number,
): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.on("error", () => undefined);
  socket.write(
    `PUT ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${bytes.length}\r\n\r\n`,
  );
  socket.write(bytes.subarray(0, Math.floor(bytes.length * after)));
  return socket;
}

export const stateOf = async (port: number, guest: BuiltGuest, id: string): Promise<FileState> =>
  bodyOf<FileState>(await call(port, "GET", `${baseOf(guest)}/${id}`, { token: guest.token }));

export const untilState = (
  port: number,
  guest: BuiltGuest,
  id: string,
  state: string,
): Promise<FileState> =>
  vi.waitFor(async () => {
    const found = await stateOf(port, guest, id);
    expect(found.state).toBe(state);
    return found;
  }, PATIENCE);

export const takeBack = (port: number, guest: BuiltGuest, id: string): Promise<Answer> =>
  call(port, "DELETE", `${baseOf(guest)}/${id}`, { token: guest.token });

export const sendFiles = (
  port: number,
  { id, memberId, token }: BuiltGuest,
  attachmentIds: readonly string[],
  body: string,
  key: string,
): Promise<Answer> =>
  call(port, "POST", `${conversations}/${id}/members/${memberId}/messages`, {
    token,
    body: { body, attachmentIds },
    headers: { "idempotency-key": key },
  });

/** The guest leaves, which ends the conversation. */
export const leave = (port: number, { id, memberId, token }: BuiltGuest): Promise<Answer> =>
  call(port, "DELETE", `${conversations}/${id}/members/${memberId}`, { token });

export interface SentMessage {
  readonly id: string;
  readonly body: string;
  readonly attachments?: readonly { readonly id: string; readonly url?: string }[];
}

/** The guest's own messages, in order. */
export async function messagesOf(port: number, guest: BuiltGuest): Promise<SentMessage[]> {
  const all: (SentMessage & { readonly sender: { readonly id: string } })[] = [];
  for (let after = ""; ; ) {
    const page = await call(
      port,
      "GET",
      `${conversations}/${guest.id}/messages?maxResults=100${after}`,
      { token: guest.token },
    );
    const { entities, next } = bodyOf<{ entities: typeof all; next?: string }>(page);
    all.push(...entities);
    if (next === undefined || entities.length === 0)
      return all.filter(({ sender }) => sender.id === guest.memberId);
    after = `&after=${entities.at(-1)?.id}`;
  }
}

/** The bytes at an address of a file, from the server's port now. */
export async function bytesAt(port: number, url: string | undefined): Promise<Buffer> {
  const { pathname, search } = new URL(url ?? "");
  const reply = await fetch(`http://127.0.0.1:${port}${pathname}${search}`);
  expect(reply.status).toBe(200);
  return Buffer.from(await reply.arrayBuffer());
}

export async function filesBelow(folder: string): Promise<{ name: string; path: string }[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ name, path: join(parentPath, name) }));
}

/**
 * Reads the folder of a server that has stopped. Each row that may be read has its bytes, and all
 * bytes belong to such a row, or to one whose bytes are on their way in.
 * @returns the states of all rows, in alphabetical order
 */
export async function expectSound(folder: string): Promise<string[]> {
  const store = await openStore({ folder });
  try {
    const states = ["awaiting", "checking", "ready", "sent", "refused", "deleted"] as const;
    const rows = await store.attachmentsIn(states, Number.MAX_SAFE_INTEGER, 10_000);
    const kept = rows.filter(({ state }) => state === "ready" || state === "sent");
    const wanted = kept.flatMap(({ id, hasThumbnail }) => [
      id,
      ...(hasThumbnail ? [`${id}.thumb`] : []),
    ]);
    const stored = await filesBelow(join(folder, "files"));
    expect(stored.map(({ name }) => name).toSorted()).toEqual(wanted.toSorted());
    for (const { name, path } of stored) {
      const row = kept.find(({ id }) => id === name);
      if (row === undefined) continue;
      const bytes = await readFile(path);
      expect([bytes.length, createHash("sha256").update(bytes).digest("hex")]).toEqual([
        row.size,
        row.sha256,
      ]);
    }
    for (const { name } of await filesBelow(join(folder, "files-in"))) {
      const row = rows.find(({ id }) => name.startsWith(`${id}.`));
      expect([name, row?.state]).toEqual([name, expect.stringMatching(/^(awaiting|checking)$/)]);
    }
    for (const { state, messageId } of rows) expect(messageId !== null).toBe(state === "sent");
    return rows.map(({ state }) => state).toSorted();
  } finally {
    await store.close();
  }
}

export interface StandInScanner {
  readonly url: string;
  /** How often it was asked. */
  readonly asked: () => number;
  close(): Promise<void>;
}

/** @param verdict - its answer; null: it takes the bytes, and says nothing */
export async function startScanner(verdict: object | null): Promise<StandInScanner> {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      asked++;
      if (verdict !== null) response.end(JSON.stringify(verdict));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked: () => asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
