import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ServerProcess } from "../../e2e/server-process.ts";
import { logInClient } from "../contract/test-server.ts";

/* The server of today on the folder and the configuration of 0.1.0, which test/upgrade/record.mjs
   has recorded. */

const recorded = fileURLToPath(new URL("../upgrade/0.1.0/", import.meta.url));
const WAITING = conversationOf("waiting");
const TALKING = conversationOf("talking");
/** It has ended; the browser's storage does not name it any more. */
const ENDED = "a8407e6d-7edc-4c39-bcb7-329eeaad84dc";

/** The conversation that the browser of 0.1.0 had stored in this state. */
function conversationOf(state: "talking" | "waiting"): string {
  const storage = JSON.parse(readFileSync(join(recorded, "storage.json"), "utf8"));
  const sessions = Object.entries<string>(storage[state].localStorage)
    .filter(([key]) => key.startsWith("parlor:session:"))
    .map(([, value]) => JSON.parse(value).conversationId);
  return String(sessions[0]);
}

let server: ServerProcess;

beforeEach(async () => {
  server = new ServerProcess();
  cpSync(join(recorded, "data"), join(server.folder, "data"), { recursive: true });
  await server.start({ PARLOR_DEMO: "0", PARLOR_CONFIG: join(recorded, "parlor.json") });
});
afterEach(() => server.dispose());

test("the store of 0.1.0 is taken over: who waits waits, who talks talks, the past and the audit stay", async () => {
  const noor = await logInClient(server.url, { id: "c-noor", secret: "noor-secret-noor" });
  const idsAt = async (path: string): Promise<string[]> => {
    const { entities } = (await noor("GET", path)) as { entities: { id: string }[] };
    return entities.map(({ id }) => id);
  };
  expect(await idsAt("/api/v2/parlor/chats/waiting")).toEqual([WAITING]);
  // The chat that has ended has no wrap-up yet.
  expect(await idsAt("/api/v2/conversations/chats")).toEqual(
    expect.arrayContaining([TALKING, ENDED]),
  );
  const audit = readFileSync(join(server.folder, "data", "audit.log"), "utf8");
  expect(audit).toContain('"what":"read-along"');
});
