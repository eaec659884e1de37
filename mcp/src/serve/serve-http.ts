import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { HttpSettings } from "../settings.ts";
import type { ServerOptions } from "../tools/create-mcp-server.ts";
import { refusalOf } from "./guard.ts";
import { HttpSessions, type SessionLimits } from "./http-sessions.ts";

const PATH = "/mcp";
const defaultLimits: SessionLimits = {
  maxSessions: 32,
  maxBodyBytes: 262_144,
  idleMs: 15 * 60_000,
};
const MAX_CONNECTIONS = 256;
/** The time for a request to arrive. */
const REQUEST_MS = 30_000;

export interface HttpOptions extends HttpSettings {
  /** 0 takes a free one. */
  readonly port: number;
  readonly limits?: Partial<SessionLimits>;
  readonly log: (line: string) => void;
}

export interface RunningHttp {
  /** The address for clients. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves streamable HTTP: a session for each client that knows the bearer token. */
export async function serveHttp(options: ServerOptions, http: HttpOptions): Promise<RunningHttp> {
  const sessions = new HttpSessions(options, { ...defaultLimits, ...http.limits }, http.log);
  const server = createServer({ requestTimeout: REQUEST_MS }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      http.log(`parlor-mcp: a request failed (${error instanceof Error ? error.name : "?"})`);
      response.destroy();
    });
  });
  server.maxConnections = MAX_CONNECTIONS;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refusalOf(request, http);
    if (refusal !== null) {
      if (refusal.status === 401) response.setHeader("www-authenticate", "Bearer");
      return refuse(response, refusal.status, refusal.message);
    }
    if (request.url !== PATH) return refuse(response, 404, `The address is ${PATH}.`);
    const id = request.headers["mcp-session-id"];
    if (id !== undefined) {
      const session = sessions.find(String(id));
      // The protocol's way to say that the client has to begin again.
      if (session === undefined) return refuse(response, 404, "The session has ended.");
      return sessions.handle(session, request, response);
    }
    if (request.method !== "POST") return refuse(response, 400, "There is no session id.");
    if (sessions.isFull) {
      response.setHeader("retry-after", "60");
      return refuse(response, 503, "There are too many sessions.");
    }
    return sessions.handle(await sessions.open(), request, response);
  }

  server.listen(http.port, http.host);
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? http.port) : http.port;
  const host = http.host.includes(":") ? `[${http.host}]` : http.host;
  return {
    url: `http://${host}:${port}${PATH}`,
    async close() {
      await sessions.closeAll();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** An error of JSON-RPC without a request. A body that was not read ends the connection. */
function refuse(response: ServerResponse, status: number, message: string): void {
  const body = { jsonrpc: "2.0", error: { code: -32_000, message }, id: null };
  response.writeHead(status, { "content-type": "application/json", connection: "close" });
  response.end(JSON.stringify(body));
}
