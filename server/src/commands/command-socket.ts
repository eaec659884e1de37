import { once } from "node:events";
import { chmodSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import type { DeliveryAdmin } from "../service/deliveries.ts";
import { CommandError } from "./explain.ts";

/** In the data folder: commands ask the running server through it. */
export const SOCKET_FILE = "parlor.sock";
const MAX_REQUEST_BYTES = 64 * 1024;
const MAX_REPLY_BYTES = 64 * 1024 * 1024;
const SILENCE_MS = 10_000;
/** A list ends here; `parlor_deliveries` of the metrics has the numbers. */
export const MAX_LISTED = 10_000;

const request = z.discriminatedUnion("command", [
  z.strictObject({ command: z.literal("list") }),
  z.strictObject({
    command: z.literal("retry"),
    eventIds: z.array(z.string()).nullable(),
    endpoint: z.string().nullable(),
  }),
]);
type Request = z.output<typeof request>;

const summary = z.strictObject({
  eventId: z.string(),
  endpoint: z.string(),
  type: z.string(),
  conversationId: z.string(),
  state: z.enum(["pending", "parked"]),
  attempts: z.number(),
  since: z.number(),
  nextAt: z.number().nullable(),
  failure: z.string().nullable(),
});
const reply = z.union([
  z.strictObject({ deliveries: z.array(summary) }),
  z.strictObject({ count: z.number() }),
  z.strictObject({ problem: z.string() }),
]);
type Reply = z.output<typeof reply>;

/**
 * Answers commands of the operator: one line of JSON each, on a socket that its user alone may use.
 * Only the process that has the lock of the data folder may call it.
 * @returns the undo
 * @throws Node's own error, such as that of a path which is too long for a socket
 */
export async function listenForCommands(
  folder: string,
  deliveries: DeliveryAdmin,
): Promise<() => Promise<void>> {
  const path = join(folder, SOCKET_FILE);
  // That of a process that was killed.
  rmSync(path, { force: true });
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => socket.destroy());
    void serve(socket, deliveries);
  });
  server.listen(path);
  await once(server, "listening");
  chmodSync(path, 0o600);
  server.on("error", () => undefined);
  server.unref();
  return async () => {
    for (const socket of open) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
}

async function serve(socket: Socket, deliveries: DeliveryAdmin): Promise<void> {
  try {
    const asked = request.parse(JSON.parse(await lineOf(socket, MAX_REQUEST_BYTES)));
    socket.end(`${JSON.stringify(await answer(asked, deliveries))}\n`);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    if (!socket.destroyed) socket.end(`${JSON.stringify({ problem } satisfies Reply)}\n`);
  }
}

async function answer(asked: Request, deliveries: DeliveryAdmin): Promise<Reply> {
  if (asked.command === "list") return { deliveries: [...(await deliveries.list(MAX_LISTED))] };
  const { eventIds, endpoint } = asked;
  return { count: await deliveries.retry({ eventIds, endpoint }) };
}

/**
 * The deliveries of the server that runs on a data folder.
 * @returns null when none answers there
 */
export async function askServer(folder: string): Promise<DeliveryAdmin | null> {
  const path = join(folder, SOCKET_FILE);
  const ask = async (asked: Request): Promise<Reply> => {
    const told = await replyTo(asked, path).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CommandError(`The server gave no answer that can be read: ${reason}`);
    });
    if ("problem" in told) throw new CommandError(`The server says: ${told.problem}`);
    return told;
  };
  try {
    (await connected(path)).destroy();
  } catch {
    return null;
  }
  return {
    async list() {
      const told = await ask({ command: "list" });
      return "deliveries" in told ? told.deliveries : [];
    },
    async retry({ eventIds, endpoint }) {
      const told = await ask({
        command: "retry",
        eventIds: eventIds === null ? null : [...eventIds],
        endpoint,
      });
      return "count" in told ? told.count : 0;
    },
  };
}

async function replyTo(asked: Request, path: string): Promise<Reply> {
  const socket = await connected(path);
  try {
    socket.write(`${JSON.stringify(asked)}\n`);
    return reply.parse(JSON.parse(await lineOf(socket, MAX_REPLY_BYTES)));
  } finally {
    socket.destroy();
  }
}

async function connected(path: string): Promise<Socket> {
  const socket = connect(path);
  await once(socket, "connect");
  return socket;
}

/** @throws Error when the other side is silent, or its line is too long */
async function lineOf(socket: Socket, maxBytes: number): Promise<string> {
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error("no answer in time")));
  let text = "";
  socket.setEncoding("utf8");
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    const end = text.indexOf("\n");
    if (end >= 0) return text.slice(0, end);
    if (text.length > maxBytes) throw new Error("The line is too long");
  }
  throw new Error("The connection ended too early");
}
