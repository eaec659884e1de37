import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { createMcpServer, type ServerOptions } from "../tools/create-mcp-server.ts";

export interface SessionLimits {
  readonly maxSessions: number;
  readonly maxBodyBytes: number;
  /** A session without any open request for so long is closed. */
  readonly idleMs: number;
}

interface Session {
  readonly transport: StreamableHTTPServerTransport;
  openRequests: number;
  idleTimer: NodeJS.Timeout | undefined;
}

/** The clients that are connected over HTTP, each with a server of its own. */
export class HttpSessions {
  readonly #options: ServerOptions;
  readonly #limits: SessionLimits;
  readonly #log: (line: string) => void;
  /** Those that are being opened included. */
  readonly #sessions = new Set<Session>();

  constructor(options: ServerOptions, limits: SessionLimits, log: (line: string) => void) {
    this.#options = options;
    this.#limits = limits;
    this.#log = log;
  }

  get isFull(): boolean {
    return this.#sessions.size >= this.#limits.maxSessions;
  }

  find(id: string): Session | undefined {
    return [...this.#sessions].find(({ transport }) => transport.sessionId === id);
  }

  /** A session for the request that asks for one. */
  async open(): Promise<Session> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      maxRequestBodySize: this.#limits.maxBodyBytes,
    });
    const session: Session = { transport, openRequests: 0, idleTimer: undefined };
    this.#sessions.add(session);
    const mcp = createMcpServer(this.#options);
    // The error may quote what could not be read.
    mcp.server.onerror = ({ name }) => this.#log(`parlor-mcp: a request was refused (${name})`);
    mcp.server.onclose = () => {
      clearTimeout(session.idleTimer);
      this.#sessions.delete(session);
    };
    await mcp.connect(transport);
    return session;
  }

  async handle(
    session: Session,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    session.openRequests++;
    clearTimeout(session.idleTimer);
    response.once("close", () => {
      session.openRequests--;
      if (session.openRequests === 0) this.#waitForMore(session);
    });
    await session.transport.handleRequest(request, response);
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#sessions].map(({ transport }) => transport.close()));
  }

  #waitForMore(session: Session): void {
    if (!this.#sessions.has(session)) return;
    // A first request that has opened no session has nothing to come back to.
    const idleMs = session.transport.sessionId === undefined ? 0 : this.#limits.idleMs;
    session.idleTimer = setTimeout(() => void session.transport.close(), idleMs).unref();
  }
}
