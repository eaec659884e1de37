import type { Socket } from "node:net";

/**
 * A keep-alive connection is closed after this long without traffic. Until then its client may just
 * be sending the next request.
 */
const SETTLED_MS = 1_000;
/**
 * Listening can stop once no client has arrived for this long. The last refusals are held back
 * until then, so that every client waits for its own: a client whose connection was closed opens
 * another at once, and connections that wait to be accepted when a server stops listening are
 * reset.
 */
const QUIET_MS = 250;
/** Clients that arrive one after the other delay the stop no longer than this. */
const MAX_LINGER_MS = 2_000;

interface Connection {
  requests: number;
  activeAt: number;
  isUpgraded: boolean;
}

/** The open connections of an app's servers, while they still serve and while they stop. */
export interface OpenConnections {
  /** Adds a connection, which is open until its socket closes. */
  add(socket: Socket): void;
  /** Marks a connection as one that HTTP no longer uses. */
  upgrade(socket: Socket): void;
  /** Notes that a request has arrived. @returns the function that notes its end */
  beginRequest(socket: Socket): () => void;
  /** The sockets of all connections that HTTP uses. */
  httpSockets(): ReadonlySet<Socket>;
  /**
   * Closes connections as they become idle. Resolves when all of `among` are closed (with null, all
   * of them), or when the signal aborts.
   */
  closeAll(among: ReadonlySet<Socket> | null, signal: AbortSignal): Promise<void>;
  /** Resolves once no more clients arrive, or when the signal aborts. */
  waitForQuiet(signal: AbortSignal): Promise<void>;
  /** Cuts all connections. */
  cut(): void;
}

/** A wait for the next of several events. */
interface Waiter {
  wake(): void;
  /** Resolves with the next `wake()`, after `dueMs` milliseconds, or when the signal aborts. */
  next(dueMs: number, signal: AbortSignal): Promise<void>;
}

function createWaiter(): Waiter {
  let wake = (): void => undefined;
  return {
    wake: () => wake(),
    next: (dueMs, signal) =>
      new Promise((resolve) => {
        const timer = Number.isFinite(dueMs) ? setTimeout(() => wake(), dueMs) : undefined;
        wake = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", wake);
          wake = () => undefined;
          resolve();
        };
        signal.addEventListener("abort", wake, { once: true });
      }),
  };
}

export function createOpenConnections(): OpenConnections {
  const connections = new Map<Socket, Connection>();
  const change = createWaiter();
  let lastArrivalAt = Number.NEGATIVE_INFINITY;

  function connectionOf(socket: Socket): Connection {
    const known = connections.get(socket);
    if (known !== undefined) return known;
    const made = { requests: 0, activeAt: performance.now(), isUpgraded: false };
    connections.set(socket, made);
    socket.once("close", () => {
      connections.delete(socket);
      change.wake();
    });
    return made;
  }

  /**
   * Closes connections that have no request under way and no recent traffic.
   * @returns the milliseconds until the next connection is due
   */
  function closeIdle(among: ReadonlySet<Socket> | null): number {
    let dueMs = Number.POSITIVE_INFINITY;
    for (const [socket, { requests, activeAt, isUpgraded }] of connections) {
      if (requests > 0 || isUpgraded || among?.has(socket) === false) continue;
      const leftMs = activeAt + SETTLED_MS - performance.now();
      if (leftMs <= 0) socket.destroy();
      else dueMs = Math.min(dueMs, leftMs);
    }
    return dueMs;
  }

  return {
    add(socket) {
      lastArrivalAt = performance.now();
      connectionOf(socket);
    },
    upgrade(socket) {
      connectionOf(socket).isUpgraded = true;
    },
    beginRequest(socket) {
      const connection = connectionOf(socket);
      connection.requests++;
      lastArrivalAt = performance.now();
      return () => {
        connection.requests--;
        connection.activeAt = performance.now();
        change.wake();
      };
    },
    httpSockets: () =>
      new Set([...connections].flatMap(([socket, { isUpgraded }]) => (isUpgraded ? [] : socket))),
    async closeAll(among, signal) {
      for (;;) {
        const dueMs = closeIdle(among);
        const isDone = [...connections.keys()].every((socket) => among?.has(socket) === false);
        if (isDone || signal.aborted) return;
        await change.next(dueMs, signal);
      }
    },
    async waitForQuiet(signal) {
      const end = performance.now() + MAX_LINGER_MS;
      for (;;) {
        const leftMs = Math.min(lastArrivalAt + QUIET_MS, end) - performance.now();
        if (leftMs <= 0 || signal.aborted) return;
        await change.next(leftMs, signal);
      }
    },
    cut() {
      for (const socket of connections.keys()) socket.destroy();
    },
  };
}
