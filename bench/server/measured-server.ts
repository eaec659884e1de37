import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ServerProcess } from "../../e2e/server-process.ts";
import { callAt, type Call } from "./calls.ts";

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

/** An agent has as many chats as the server allows. */
const CAPACITY = 100;

/** A server without limits for guests, with one queue and one agent. */
export class MeasuredServer extends ServerProcess {
  readonly name: string;
  readonly organizationId = randomUUID();
  readonly deploymentId = randomUUID();
  readonly userId = randomUUID();
  readonly #client = { id: randomUUID(), secret: randomUUID() };
  readonly #isOld: boolean;

  /** @param program - the module that starts an old build. Default: this one's */
  constructor(name: string, program?: string) {
    super(null, program);
    this.name = name;
    this.#isOld = program !== undefined;
  }

  override start(): Promise<void> {
    const file = join(this.folder, "bench.json");
    const flow = { name: "Bell", greeting: ["Hello, I’m Bell, an automated assistant."] };
    const organization = {
      id: this.organizationId,
      name: "Lantern Line",
      deployments: [{ id: this.deploymentId, flow, rules: this.#isOld ? oldRules : rules }],
      queues: [{ id: randomUUID(), name: "Bookings", memberUserIds: [this.userId] }],
      users: [{ id: this.userId, name: "Noor Haddad", capacity: CAPACITY }],
      clients: [{ ...this.#client, userId: this.userId, name: "Noor Haddad" }],
    };
    writeFileSync(file, JSON.stringify({ organizations: [organization] }));
    return super.start({
      PARLOR_DEMO: "0",
      PARLOR_CONFIG: file,
      PARLOR_MAX_CONNECTIONS_PER_ADDRESS: "20000",
      PARLOR_TEST_SWITCHBOARD: "",
    });
  }

  /** Signs the agent in, who is busy: guests are taken and not offered. */
  async agent(): Promise<Call> {
    const token = Buffer.from(`${this.#client.id}:${this.#client.secret}`).toString("base64");
    const reply = await fetch(`${this.url}/oauth/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${token}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
    });
    const { access_token } = (await reply.json()) as { access_token: string };
    const call = callAt(this.url, access_token);
    await call("GET", "/api/v2/users/me");
    await call("PATCH", "/api/v2/parlor/agents/me", { status: "busy" });
    return call;
  }

  /** The resident memory in bytes. */
  memory(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  }
}
