// Runs any number of built servers in one process, each with a folder and a port of its own.
// Loading the server takes longer than many a test.
import { readConfig } from "../server/dist/config/config.js";
import { startServer } from "../server/dist/server.js";

const running = new Map();

async function answer({ id, env }) {
  if (env === undefined) {
    await running.get(id).close();
    running.delete(id);
    return { id };
  }
  const server = await startServer(readConfig(env));
  running.set(id, server);
  return { id, port: server.port };
}

process.on("message", (question) => {
  void answer(question)
    .catch((error) => ({ id: question.id, error: String(error) }))
    .then((said) => process.send(said));
});
process.on("disconnect", () => process.exit());
