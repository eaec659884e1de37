import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ServerProcess } from "../../e2e/server-process.ts";
import { callAt, type Call } from "./calls.ts";
import { residentBytes } from "./resident-bytes.ts";

const NO_LIMIT = 1_000_000_000;
/** Those that the baseline knows. */
const oldRules = {
  createsPerMinute: NO_LIMIT,
  createsPerMinutePerAddress: NO_LIMIT,
  maxWaiting: 100_000,
};
const rules = {
  ...oldRules,
  messagesPerMinute: NO_LIMIT,
  typingPerMinute: NO_LIMIT,
  readsPerMinute: NO_LIMIT,
  bytesPerMinute: 1_000_000_000_000,
};
/** Only some figures have agents who owe an outcome. */
const wrapupCodes = [{ id: "solved", name: "Solved" }];

/** An agent has as many chats as the server allows. */
export const CAPACITY = 100;

interface MeasuredAgent {
  readonly userId: string;
  readonly id: string;
  readonly secret: string;
  readonly name: string;
}

/** A server without limits for guests, with one queue and its agents. */
export class MeasuredServer extends ServerProcess {
  readonly name: string;
  readonly organizationId = randomUUID();
  readonly deploymentId = randomUUID();
  /** How many agents the next start configures. */
  agentCount = 1;
  /** Whether agents owe an outcome after each chat. */
  hasOutcomes = false;
  readonly #queueId = randomUUID();
  readonly #agents: MeasuredAgent[] = [];
  readonly #isOld: boolean;

  /** @param program - the module that starts an old build. Default: this one's */
  constructor(name: string, program?: string) {
    super(null, program);
    this.name = name;
    this.#isOld = program !== undefined;
  }

  /** The client with which an agent signs in. */
  client(n: number): MeasuredAgent {
    const found = this.#agents[n];
    if (found === undefined) throw new Error(`There is no agent ${n}`);
    return found;
  }

  override start(): Promise<void> {
    while (this.#agents.length < this.agentCount)
      this.#agents.push({
        userId: randomUUID(),
        id: randomUUID(),
        secret: randomUUID(),
        name: `Noor Haddad ${this.#agents.length}`,
      });
    const agents = this.#agents;
    const file = join(this.folder, "bench.json");
    const flow = { name: "Bell", greeting: ["Hello, I’m Bell, an automated assistant."] };
    const organization = {
      id: this.organizationId,
      name: "Lantern Line",
      deployments: [{ id: this.deploymentId, flow, rules: this.#isOld ? oldRules : rules }],
      queues: [
        { id: this.#queueId, name: "Bookings", memberUserIds: agents.map(({ userId }) => userId) },
      ],
      users: agents.map(({ userId: id, name }) => ({ id, name, capacity: CAPACITY })),
      clients: agents,
      ...(this.hasOutcomes && { wrapupCodes }),
    };
    writeFileSync(file, JSON.stringify({ organizations: [organization] }));
    return super.start({
      PARLOR_DEMO: "0",
      PARLOR_CONFIG: file,
      PARLOR_MAX_CONNECTIONS_PER_ADDRESS: "20000",
      PARLOR_TEST_SWITCHBOARD: "",
    });
  }

  /** Signs an agent in. @returns its token */
  async token(n: number): Promise<string> {
    const { id, secret } = this.client(n);
    const token = Buffer.from(`${id}:${secret}`).toString("base64");
    const reply = await fetch(`${this.url}/oauth/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${token}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
    });
    return ((await reply.json()) as { access_token: string }).access_token;
  }

  /** Signs an agent in, who is busy: guests are taken and not offered. */
  async agent(n = 0): Promise<Call> {
    const call = callAt(this.url, await this.token(n));
    await call("GET", "/api/v2/users/me");
    await call("PATCH", "/api/v2/parlor/agents/me", { status: "busy" });
    return call;
  }

  /** The resident memory in bytes. */
  memory(): number {
    return residentBytes(this.pid);
  }
}
