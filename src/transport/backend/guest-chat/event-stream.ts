import ReconnectingWebSocket from "reconnecting-websocket";
import type { StreamStatus } from "../../conversation/state.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Random } from "../../ports/random.ts";
import type { Reachability } from "../../ports/reachability.ts";
import type { SocketFactory } from "../../ports/socket.ts";
import type { NoteTime } from "../backend.ts";
import { decodeFrame, type Frame } from "./decode.ts";
import { backoff } from "../../ports/backoff.ts";
import { createPause } from "../../ports/pause.ts";
import { createStaleWatch } from "../../ports/staleness.ts";

/** Only a connection that lasted this long resets the backoff. */
const STABLE_MS = 10_000;
const CONNECT_MS = 12_000;
/** After so many connections in a row that did not go live, sockets may be blocked on the way. */
const BLOCKED_AFTER = 3;

export interface EventStreamDeps {
  readonly uri: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly socket: SocketFactory;
  readonly reachability: Reachability;
  readonly onStatus: (status: StreamStatus) => void;
  /**
   * Catches up after every opening; frames that arrive meanwhile are held back.
   * @returns whether to go on; false asks for another connection
   */
  readonly catchUp: () => Promise<boolean>;
  readonly onFrame: (frame: Frame) => void;
  readonly noteTime: NoteTime;
  /**
   * Sockets seem to be blocked; connecting is still tried.
   * @param isHopeless - there is no address, or the browser refuses even to try it
   */
  readonly onBlocked: (isHopeless: boolean) => void;
}

export interface EventStream {
  /** Ends the current wait. */
  wake(): void;
  close(): void;
}

/**
 * Returns a class that replaces a socket whose constructor throws by one that closes at once. The
 * exception would stop reconnecting-websocket for good, and its message has the address, which
 * holds the token.
 */
const guardedSocket = ({ socket, onBlocked }: Pick<EventStreamDeps, "socket" | "onBlocked">) =>
  class Socket {
    static readonly CLOSING = 2;
    constructor(uri: string) {
      try {
        // A browser resolves an empty address to that of the page.
        if (uri !== "") return new (socket() as new (uri: string) => Socket)(uri);
      } catch {
        // The error is dropped because its message may hold the token.
      }
      onBlocked(true);
    }
    addEventListener(type: string, listener: () => void): void {
      if (type === "close") queueMicrotask(listener);
    }
    removeEventListener(): void {}
    close(): void {}
  };

/** @param provideUri - must not reject: a rejection would stop the library for good (4.4.0) */
const createSocket = (
  deps: EventStreamDeps,
  provideUri: () => Promise<string>,
): ReconnectingWebSocket =>
  new ReconnectingWebSocket(provideUri, [], {
    WebSocket: guardedSocket(deps),
    minReconnectionDelay: 0,
    maxReconnectionDelay: 0,
    connectionTimeout: CONNECT_MS,
    maxEnqueuedMessages: 0,
  });

/**
 * Listens until closed: connect → catch up → live → wait → again. reconnecting-websocket makes the
 * connections. Its address provider decides how long to wait.
 */
export function openEventStream(deps: EventStreamDeps): EventStream {
  const { clock, onStatus } = deps;
  let [attempt, openedAt] = [0, 0];
  let lostAt = clock.now();
  let failures = 0;
  let isClosed = false;
  /** Frames that arrived while catching up; null when frames are handled at once. */
  let held: Frame[] | null = null;
  /** Changes with each opening and loss, so that a late catch-up detects that it is outdated. */
  let round = 0;
  const pause = createPause(clock);

  const tellWaiting = (ms: number): void => {
    const isOffline = !deps.reachability.isOnline();
    onStatus({ kind: "waiting", retryAt: clock.now() + ms, since: lostAt, isOffline });
  };

  const provideUri = async (): Promise<string> => {
    if (attempt > 0) {
      if (++failures >= BLOCKED_AFTER && deps.reachability.isOnline()) deps.onBlocked(false);
      const ms = backoff(attempt - 1, deps.random.next());
      const waited = pause.start(ms);
      tellWaiting(ms);
      await waited;
    }
    if (!isClosed) onStatus({ kind: "connecting", attempt, since: lostAt });
    attempt++;
    return deps.uri;
  };

  const socket = createSocket(deps, provideUri);

  const reconnect = (): void => {
    markLost();
    socket.reconnect();
  };
  const stale = createStaleWatch(clock, reconnect);
  const markLost = (): void => {
    stale.stop();
    round++;
    if (openedAt === 0) return;
    lostAt = clock.now();
    attempt = lostAt - openedAt >= STABLE_MS ? 1 : Math.max(1, attempt);
    openedAt = 0;
  };

  socket.addEventListener("open", () => {
    openedAt = clock.now();
    held = [];
    stale.start();
    const mine = ++round;
    void deps.catchUp().then((isCaughtUp) => {
      if (mine !== round || isClosed) return;
      if (!isCaughtUp) return reconnect();
      failures = 0;
      const waiting = held ?? [];
      held = null;
      for (const frame of waiting) deps.onFrame(frame);
      if (mine === round) onStatus({ kind: "live", since: openedAt });
    });
  });
  socket.addEventListener("message", ({ data }: { data: unknown }) => {
    // A closing socket still delivers messages that are under way.
    if (isClosed) return;
    stale.heard();
    const frame = decodeFrame(String(data));
    deps.noteTime(frame.at);
    if (held !== null) held.push(frame);
    else deps.onFrame(frame);
  });
  socket.addEventListener("close", markLost);

  const undoReachability = deps.reachability.onChange(() => {
    stale.check();
    if (deps.reachability.isOnline()) pause.end();
    else if (pause.isOn()) tellWaiting(0);
  });

  return {
    wake: pause.end,
    close() {
      isClosed = true;
      round++;
      undoReachability();
      stale.stop();
      socket.close();
      pause.end();
    },
  };
}
