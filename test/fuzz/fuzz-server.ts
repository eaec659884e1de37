import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../server/src/config/config.ts";
import { startServer, type RunningServer } from "../../server/src/server.ts";
import { defaultRules } from "../../server/src/domain/tenant.ts";

export const NORTH = "fuzz-north";
export const SOUTH = "fuzz-south";
/** Equal in both organizations, as ids may be: an id says nothing without its organization. */
export const DEPLOYMENT = "fuzz-web";
export const NOOR = "u-noor";
export const TOMAS = "u-tomas";

export type ClientName = "north-noor" | "north-tomas" | "north-site" | "south-noor";

/** The secret of a client of the configuration below. */
export const secretOf = (client: ClientName): string => `secret-of-${client}`;

/** Nobody sends as fast as a fuzzer: rules that count by the minute would end each run early. */
const patientRules = Object.fromEntries(
  Object.entries(defaultRules)
    .filter(([name, value]) => /minute/i.test(name) && typeof value === "number")
    .map(([name]) => [name, 1_000_000]),
);

function organization(id: string, clients: readonly ClientName[]): object {
  const users = [
    { id: NOOR, name: `Noor of ${id}`, capacity: 100 },
    { id: TOMAS, name: `Tomás of ${id}`, capacity: 100 },
  ];
  return {
    id,
    name: `The company ${id}`,
    deployments: [
      { id: DEPLOYMENT, rules: { ...patientRules, maxWaiting: 1_000, heartbeatMs: 1_000 } },
    ],
    queues: ["Bookings", "Lost property"].map((name, index) => ({
      id: `q-${index}`,
      name,
      memberUserIds: [NOOR, TOMAS],
    })),
    users,
    clients: clients.map((name) => ({
      id: name,
      secret: secretOf(name),
      name,
      userId: { noor: NOOR, tomas: TOMAS }[name.split("-")[1] ?? ""] ?? null,
    })),
    replies: [{ id: "r-1", shortcut: "hello", text: `A reply of ${id}` }],
    wrapupCodes: [{ id: "w-solved", name: "Solved" }],
  };
}

/** A configuration of two organizations that share every id but those of their clients. */
export function fuzzConfiguration(): string {
  return JSON.stringify({
    organizations: [
      organization(NORTH, ["north-noor", "north-tomas", "north-site"]),
      organization(SOUTH, ["south-noor"]),
    ],
  });
}

/** The real server in this process, with both organizations and the demo. */
export async function startFuzzServer(): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), "parlor-fuzz-"));
  const file = join(folder, "parlor.json");
  writeFileSync(file, fuzzConfiguration());
  const config = readConfig({
    PORT: "0",
    HOST: "127.0.0.1",
    PARLOR_DATA: join(folder, "data"),
    PARLOR_CONFIG: file,
    PARLOR_DEMO: "1",
    PARLOR_LOG: "silent",
  });
  const server = await startServer(config);
  return {
    ...server,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
