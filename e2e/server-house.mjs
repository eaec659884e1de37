// The built server, as often as it is asked for, each time with a folder and a port of its own. Loading it costs more than many a test does.
import { readConfig } from "../server/dist/config.js";
import { startServer } from "../server/dist/start-server.js";

const running = new Map();

process.on("message", async ({ id, env }) => {
  try {
    if (env === undefined) {
      await running.get(id).close();
      running.delete(id);
      process.send({ id });
    } else {
      const server = await startServer(readConfig(env));
      running.set(id, server);
      process.send({ id, port: server.port });
    }
  } catch (error) {
    process.send({ id, error: String(error) });
  }
});
process.on("disconnect", () => process.exit());
