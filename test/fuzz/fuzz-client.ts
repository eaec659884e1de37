import { expect } from "vitest";
import { startFuzzServer } from "./fuzz-server.ts";
import { addressOf, type Gaps } from "./address.ts";
import { createHttpClient, type Reply, type Request } from "./http-client.ts";
import type { Operation } from "./operations.ts";
import { faultOf, type Target } from "./sound-reply.ts";
import { createWorld, type CallerName, type World } from "./world.ts";

/** A server under attack: it takes requests, and each reply is judged. */
export interface FuzzClient {
  readonly world: World;
  readonly port: number;
  /** A request of an operation as the documents have it, with this body instead of the sample. */
  requestOf(operation: Operation, gaps: Gaps, body?: string | Buffer): [Request, Target];
  /** Sends a request, and returns what is wrong with the reply; null when all is well. */
  tryOne(caller: CallerName, request: Request, target: Target): Promise<string | null>;
  /** The server still answers, and the innocent conversation is as it was. */
  expectUnharmed(): Promise<void>;
  close(): Promise<void>;
}

const form = (sample: unknown): string =>
  new URLSearchParams(
    Object.entries(sample as Record<string, unknown>).map(([name, value]) => [name, String(value)]),
  ).toString();

export const isForm = ({ contentType }: Operation): boolean => contentType.includes("form");

/** Operations that end a conversation or an agent's part in it. */
const ENDS = /disconnect|^delete|Replace$|Take$|^patchConversationsChat/i;

/** Whether the conversation may be over now, or somebody else's. */
const mayEnd = (request: Request, { status }: Reply, { operation }: Target): boolean =>
  status < 300 && (request.method !== operation?.method || ENDS.test(operation.id));

export async function createFuzzClient(): Promise<FuzzClient> {
  const server = await startFuzzServer();
  const client = createHttpClient(server.port);
  const world = await createWorld(server.url);
  const innocent = await world.innocentState();
  return {
    world,
    port: server.port,
    requestOf(operation, gaps, body) {
      const { path, talk, isExact } = addressOf(operation, gaps, world);
      const { sample, method, contentType } = operation;
      const whole = isForm(operation) ? form(sample) : JSON.stringify(sample);
      const sent = body ?? (sample === undefined ? null : whole);
      const query = operation.id === "getParlorChats" ? "?state=ended" : "";
      const headers: Record<string, string> = sent === null ? {} : { "content-type": contentType };
      return [
        { method, path: path + query, headers, body: sent },
        { operation, talk, isExact },
      ];
    },
    async tryOne(caller, request, target) {
      const who = world.callers[caller];
      const headers = {
        ...(who.authorization !== null && { authorization: who.authorization }),
        ...request.headers,
      };
      const reply = await client.send({ ...request, headers });
      const fault = faultOf(request, reply, who, target);
      const { talk } = target;
      if (talk !== null && who.sees.includes(talk) && mayEnd(request, reply, target))
        await world.renew(talk);
      if (fault === null) return null;
      const asked = `${request.method} ${request.path.slice(0, 300)} by ${caller}`;
      const sent = String(request.body ?? "").slice(0, 80) || "no body";
      return `${asked} with ${sent}: ${fault}; ${reply.status} ${reply.text.slice(0, 200)}`;
    },
    async expectUnharmed() {
      const request = { method: "GET", path: "/healthz", headers: {}, body: null };
      expect((await client.send(request)).status).toBe(200);
      expect(await world.innocentState()).toEqual(innocent);
    },
    async close() {
      client.close();
      await server.close();
    },
  };
}

/** Fails with the first few: one mistake of the server often shows in hundreds of replies. */
export function expectNone(faults: readonly string[]): void {
  expect(faults.slice(0, 6), `${faults.length} faults`).toEqual([]);
}
