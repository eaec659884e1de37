import ReconnectingWebSocket from "reconnecting-websocket";
import type { StreamStatus } from "../conversation/conversation.ts";
import type { Clock } from "../ports/clock.ts";
import type { Random } from "../ports/random.ts";
import type { Reachability } from "../ports/reachability.ts";
import type { SocketFactory } from "../ports/socket.ts";
import { decodeFrame, type Frame } from "../wire/decode.ts";
import { backoff } from "./backoff.ts";

/** The server beats every 5 s; two lost beats are bad luck, three are a dead link. */
const STALE_MS = 14_000;
/** Only a connection that has lasted this long earns a fresh start. */
const STABLE_MS = 10_000;
const CONNECT_MS = 12_000;

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
}

export interface EventStream {
  /** Cuts the wait short. */
  wake(): void;
  close(): void;
}

/**
 * Listens for as long as it is open: connect → catch up → live → wait → again. reconnecting-websocket makes the connections; how long it
 * waits is decided in its address provider, which never rejects (one that does leaves the library dead for good, 4.4.0).
 */
export function openEventStream(deps: EventStreamDeps): EventStream {
  const { clock, onStatus } = deps;
  let attempt = 0;
  let openedAt = 0;
  let lostAt = clock.now();
  let isClosed = false;
  let endWait: (() => void) | null = null;
  let cancelStale = (): void => undefined;
  let held: Frame[] | null = null;
  let round = 0;

  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      const isOffline = !deps.reachability.isOnline();
      const ms = backoff(attempt - 1, deps.random.next());
      const done = (): void => {
        cancel();
        endWait = null;
        resolve();
      };
      const cancel = clock.after(ms, done);
      endWait = done;
      onStatus({ kind: "waiting", retryAt: clock.now() + ms, since: lostAt, isOffline });
    });

  const provideUri = async (): Promise<string> => {
    if (attempt > 0) await wait();
    if (!isClosed) onStatus({ kind: "connecting", attempt, since: lostAt });
    attempt++;
    return deps.uri;
  };

  const socket = new ReconnectingWebSocket(provideUri, [], {
    WebSocket: deps.socket(),
    minReconnectionDelay: 0,
    maxReconnectionDelay: 0,
    connectionTimeout: CONNECT_MS,
    maxEnqueuedMessages: 0,
  });

  const heard = (): void => {
    cancelStale();
    cancelStale = clock.after(STALE_MS, () => {
      lose();
      socket.reconnect();
    });
  };

  const lose = (): void => {
    cancelStale();
    round++;
    if (openedAt === 0) return;
    lostAt = clock.now();
    attempt = lostAt - openedAt >= STABLE_MS ? 1 : Math.max(1, attempt);
    openedAt = 0;
  };

  socket.addEventListener("open", () => {
    openedAt = clock.now();
    held = [];
    heard();
    const mine = ++round;
    void deps.catchUp().then((isCaughtUp) => {
      if (mine !== round || isClosed) return;
      if (!isCaughtUp) {
        lose();
        socket.reconnect();
        return;
      }
      const waiting = held ?? [];
      held = null;
      for (const frame of waiting) deps.onFrame(frame);
      if (mine === round) onStatus({ kind: "live", since: openedAt });
    });
  });
  socket.addEventListener("message", ({ data }: { data: unknown }) => {
    heard();
    const frame = decodeFrame(String(data));
    if (held !== null) held.push(frame);
    else deps.onFrame(frame);
  });
  socket.addEventListener("close", lose);

  const wake = (): void => {
    if (endWait === null) return;
    if (deps.reachability.isOnline()) endWait();
    else onStatus({ kind: "waiting", retryAt: clock.now(), since: lostAt, isOffline: true });
  };
  const undoReachability = deps.reachability.onChange(wake);

  return {
    wake: () => endWait?.(),
    close() {
      isClosed = true;
      round++;
      undoReachability();
      cancelStale();
      socket.close();
      endWait?.();
    },
  };
}
