import { randomBytes, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ServerProcess, type DemoDocument } from "../e2e/server-process.ts";

/** Only the figure about hostile guests measures under limits; all others must not reach any. */
const generous = {
  createsPerMinute: 1_000_000_000,
  createsPerMinutePerAddress: 1_000_000_000,
  messagesPerMinute: 1_000_000_000,
  typingPerMinute: 1_000_000_000,
  readsPerMinute: 1_000_000_000,
  bytesPerMinute: 1_000_000_000_000,
};

/**
 * The built server with a tenant like the demo's: a deployment without limits, and another with the
 * default limits.
 */
export class BenchServer extends ServerProcess {
  /** The deployment whose guests have the default limits. */
  readonly limitedDeploymentId = randomUUID();
  readonly #users = ["Noor Haddad", "Tomás Brandt"].map((name) => ({ id: randomUUID(), name }));
  readonly #clients = this.#users.map(({ id, name }) => ({
    id: randomUUID(),
    secret: randomBytes(24).toString("base64url"),
    userId: id,
    name,
  }));
  readonly #tenant: DemoDocument = {
    organizationId: randomUUID(),
    deploymentId: randomUUID(),
    queues: [{ id: randomUUID(), name: "Bookings" }],
    clients: this.#clients,
  };

  override start(): Promise<void> {
    const { organizationId: id, deploymentId, queues, clients } = this.#tenant;
    const { createsPerMinute, createsPerMinutePerAddress } = generous;
    const flow = { name: "Bell", greeting: ["Hello, I’m Bell, an automated assistant."] };
    const organization = {
      id,
      name: "Lantern Line",
      deployments: [
        { id: deploymentId, flow, rules: generous },
        {
          id: this.limitedDeploymentId,
          flow,
          rules: { createsPerMinute, createsPerMinutePerAddress },
        },
      ],
      queues: queues.map((queue) => ({
        ...queue,
        memberUserIds: this.#users.map((user) => user.id),
      })),
      users: this.#users,
      clients,
    };
    const file = join(this.folder, "bench.json");
    writeFileSync(file, JSON.stringify({ organizations: [organization] }));
    return super.start({
      PARLOR_DEMO: "0",
      PARLOR_CONFIG: file,
      PARLOR_MAX_CONNECTIONS_PER_ADDRESS: "10000",
    });
  }

  override async demo(): Promise<DemoDocument> {
    return this.#tenant;
  }
}
