import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Agent, request } from "node:http";

/*
 * The built server as a process of its own, and guests whose connections to it a test can observe.
 */

const main = fileURLToPath(new URL("../../server/dist/main.js", import.meta.url));
const CONTROL_TOKEN = "built";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface BuiltServer {
  readonly port: number;
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Returns its output so far. */
  said(): string;
  signal(name: NodeJS.Signals): void;
  /** The test control. */
  switch(path: string, body: unknown): Promise<void>;
}

const running = new Set<BuiltServer>();

/** Ends by force what a failed test left running. */
export async function endAll(): Promise<void> {
  for (const server of running) {
    server.signal("SIGKILL");
    await server.ended;
  }
}

/**
 * @param prefix - a program and its arguments that start the server, such as `unshare`
 * @returns null when the server ends by itself before it listens
 */
export async function tryStart(
  env: Readonly<Record<string, string>>,
  prefix: readonly string[] = [],
): Promise<{ server: BuiltServer | null; ended: Promise<Ended>; said: () => string }> {
  const [program, ...args] = [...prefix, process.execPath, main];
  const child = spawn(program, args, {
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: "0",
      PARLOR_DEMO: "1",
      PARLOR_TEST_SWITCHBOARD: CONTROL_TOKEN,
      ...env,
    },
  });
  let output = "";
  const said = (): string => output;
  const ended = once(child, "exit").then(
    ([code, signal]): Ended => ({ code: code as number | null, signal: signal as Ended["signal"] }),
  );
  const port = await new Promise<number | null>((resolve) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /http:\/\/localhost:(\d+)/.exec(output)?.[1];
      if (found !== undefined) resolve(Number(found));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    // "close" comes after everything it has said.
    child.once("close", () => resolve(null));
  });
  if (port === null) return { server: null, ended, said };
  const server: BuiltServer = {
    port,
    pid: child.pid ?? 0,
    ended,
    said,
    signal: (name) => void child.kill(name),
    async switch(path, body) {
      const reply = await call(port, "POST", `/__test/${path}`, { token: CONTROL_TOKEN, body });
      if (reply.status !== 204) throw new Error(`Test control ${path}: ${reply.status}`);
    },
  };
  running.add(server);
  void ended.then(() => running.delete(server));
  return { server, ended, said };
}

export async function start(env: Readonly<Record<string, string>>): Promise<BuiltServer> {
  const { server, said } = await tryStart(env);
  if (server === null) throw new Error(`The server did not start:\n${said()}`);
  return server;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** One call, over the agent's kept connection when there is one. Rejects with Node's own error. */
export function call(
  port: number,
  method: string,
  path: string,
  options: {
    readonly token?: string;
    readonly body?: unknown;
    readonly agent?: Agent;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Promise<Answer> {
  const { token, body, agent, headers } = options;
  return new Promise((resolve, reject) => {
    const made = request(
      {
        host: "127.0.0.1",
        port,
        method,
        path,
        agent: agent ?? false,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
      },
      (reply) => {
        let text = "";
        reply.setEncoding("utf8");
        reply.on("data", (chunk: string) => (text += chunk));
        reply.on("error", reject);
        reply.on("end", () =>
          resolve({
            status: reply.statusCode ?? 0,
            headers: reply.headers,
            body: text === "" ? null : JSON.parse(text),
          }),
        );
      },
    );
    made.on("error", (error) => reject(Object.assign(error, { isKept: made.reusedSocket })));
    made.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

export interface BuiltGuest {
  readonly id: string;
  readonly memberId: string;
  readonly token: string;
  readonly stream: string;
  /** The guest's own connection, kept between its calls. */
  readonly agent: Agent;
  send(port: number, body: string, key?: string): Promise<Answer>;
  /** The bodies of the guest's own messages, in order. */
  history(port: number): Promise<string[]>;
}

const base = "/api/v2/webchat/guest/conversations";

export async function createGuest(port: number): Promise<BuiltGuest> {
  const demo = (await call(port, "GET", "/demo.json")).body as {
    organizationId: string;
    deploymentId: string;
  };
  const { status, body } = await call(port, "POST", base, {
    body: {
      organizationId: demo.organizationId,
      deploymentId: demo.deploymentId,
      routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
      memberInfo: { displayName: "Mara" },
    },
  });
  if (status !== 200) throw new Error(`No chat: ${status} ${JSON.stringify(body)}`);
  const created = body as {
    id: string;
    jwt: string;
    eventStreamUri: string;
    member: { id: string };
  };
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const token = created.jwt;
  return {
    id: created.id,
    memberId: created.member.id,
    token,
    stream: created.eventStreamUri,
    agent,
    send: (to, text, key) =>
      call(to, "POST", `${base}/${created.id}/members/${created.member.id}/messages`, {
        token,
        agent,
        body: { body: text },
        ...(key !== undefined && { headers: { "idempotency-key": key } }),
      }),
    async history(from) {
      const bodies: string[] = [];
      for (let after = ""; ; ) {
        const page = await call(from, "GET", `${base}/${created.id}/messages?after=${after}`, {
          token,
        });
        const { entities, next } = page.body as {
          entities: { id: string; body: string; sender: { id: string } }[];
          next?: string;
        };
        for (const one of entities) if (one.sender.id === created.member.id) bodies.push(one.body);
        if (next === undefined) return bodies;
        after = entities.at(-1)?.id ?? "";
      }
    },
  };
}
