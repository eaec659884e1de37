import Fastify from "fastify";
import { expect, test } from "vitest";
import { errorIn, openRaw } from "../testing/raw-client.ts";
import { createBareServer } from "./bare-http.ts";
import { createTrust } from "./client-address.ts";
import { createConnections } from "./connections.ts";
import { defaultTimeouts } from "./limits.ts";
import { listenOn } from "./listen.ts";

test("localhost is served on both of its addresses, with one count of connections, until the app closes", async () => {
  const trust = createTrust(0);
  const connections = createConnections({
    trust,
    maxConnections: 2,
    maxConnectionsPerAddress: 100,
  });
  const own = { timeouts: defaultTimeouts, connections };
  const app = Fastify({
    forceCloseConnections: true,
    serverFactory: (handler) => createBareServer(handler, own),
    clientErrorHandler: () => undefined,
  });
  app.get("/", async () => "yes");
  const port = await listenOn(app, {
    port: 0,
    host: "localhost",
    makeServer: (handler) => createBareServer(handler, own),
    // 192.0.2.1 is no address of any machine.
    addressesOf: async () => ["127.0.0.1", "::1", "192.0.2.1"],
  });
  const get = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  for (const host of ["127.0.0.1", "::1"]) {
    expect(await (await openRaw(port, get, { host })).ended()).toMatch(/^HTTP\/1\.1 200.*yes/s);
    const garbage = await openRaw(port, "hello\r\n\r\n", { host });
    expect(errorIn(await garbage.ended())).toMatchObject({ code: "bad.request" });
  }
  const held = [await openRaw(port, "", { host: "::1" }), await openRaw(port, "")];
  expect(await (await openRaw(port, get, { host: "::1" })).ended()).toMatch(/^HTTP\/1\.1 503/);
  await app.close();
  for (const client of held) await client.ended();
  await expect(openRaw(port, "", { host: "::1" })).rejects.toThrow("ECONNREFUSED");
});
