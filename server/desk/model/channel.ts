import { signal, type Signal } from "@preact/signals";
import { backoff } from "../../../src/transport/ports/backoff.ts";
import type { Clock } from "../../../src/transport/ports/clock.ts";
import type { Random } from "../../../src/transport/ports/random.ts";
import type { Reachability } from "../../../src/transport/ports/reachability.ts";
import { createStaleWatch } from "../../../src/transport/ports/staleness.ts";
import type { AgentApi } from "../api/agent-client.ts";
import { decodeFrame, type DeskFrame } from "../api/decode-frame.ts";

/** The server sends heartbeats rarely, and answers each ping: that is how a dead link is found. */
const PING_MS = 5_000;
/** Only a connection that lasted this long resets the backoff. */
const STABLE_MS = 10_000;
const CONNECT_MS = 12_000;
const PING = JSON.stringify({ message: "ping" });

/** `since`: when the connection was lost, or first wanted. */
export type ChannelStatus =
  | { readonly kind: "live" }
  | { readonly kind: "connecting"; readonly since: number }
  | { readonly kind: "waiting"; readonly since: number; readonly isOffline: boolean };

/** The used part of a WebSocket. */
export interface ChannelSocket extends EventTarget, Pick<WebSocket, "send" | "close"> {}

export interface ChannelDeps {
  readonly client: Pick<AgentApi, "openChannel" | "subscribe">;
  readonly clock: Clock;
  readonly random: Random;
  readonly reachability: Reachability;
  readonly openSocket: (uri: string) => ChannelSocket;
  /** The topics of the agent's own; a conversation's are added by `subscribe`. May reject. */
  readonly topics: () => Promise<readonly string[]>;
  readonly onFrame: (frame: DeskFrame) => void;
  /** Frames may have been missed from here on. */
  readonly onLost: () => void;
  /** Makes up for missed frames, after each opening. A rejection asks for another connection. */
  readonly catchUp: () => Promise<void>;
  /** A request of the channel's own has failed. */
  readonly onFailed: (error: unknown) => void;
}

/**
 * The notification channel: connect → catch up → live → wait → again, until closed. Waits grow and
 * are spread, so that all desks of a restarted server do not come back at once.
 */
export class NotificationChannel {
  readonly status: Signal<ChannelStatus>;
  readonly #deps: ChannelDeps;
  #isClosed = false;
  #id: string | null = null;
  #lostAt: number;
  #endWait: (() => void) | null = null;
  #endSocket: (() => void) | null = null;
  #checkStale: () => void = () => undefined;

  constructor(deps: ChannelDeps) {
    this.#deps = deps;
    this.#lostAt = deps.clock.now();
    this.status = signal({ kind: "connecting", since: this.#lostAt });
  }

  /** Resolves when the channel has been closed. */
  async run(): Promise<void> {
    const { clock, random, reachability } = this.#deps;
    const undo = reachability.onChange(() => this.#reachabilityChanged());
    for (let attempt = 0; !this.#isClosed; attempt++) {
      this.status.value = { kind: "connecting", since: this.#lostAt };
      const openedAt = await this.#connect();
      if (this.#isClosed) break;
      if (openedAt !== null) {
        this.#lostAt = clock.now();
        if (clock.now() - openedAt >= STABLE_MS) attempt = 0;
      }
      await this.#wait(backoff(attempt, random.next()));
    }
    undo();
  }

  /** Adds topics. @returns whether there is a channel that has them now. May reject. */
  async subscribe(topics: readonly string[]): Promise<boolean> {
    const id = this.#id;
    if (id === null) return false;
    await this.#deps.client.subscribe(id, topics);
    return id === this.#id;
  }

  /** Ends the current wait. */
  wake(): void {
    this.#endWait?.();
  }

  /** Gives the connection up for another one: something that it should have told is missing. */
  reconnect(): void {
    this.#endSocket?.();
  }

  close(): void {
    this.#isClosed = true;
    this.#endSocket?.();
    this.#endWait?.();
  }

  #reachabilityChanged(): void {
    const isOnline = this.#deps.reachability.isOnline();
    if (!isOnline) this.#endSocket?.();
    else this.#checkStale();
    if (this.#endWait === null) return;
    if (isOnline) this.#endWait();
    else this.#tellWaiting();
  }

  #tellWaiting(): void {
    const isOffline = !this.#deps.reachability.isOnline();
    this.status.value = { kind: "waiting", since: this.#lostAt, isOffline };
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        cancel();
        this.#endWait = null;
        resolve();
      };
      const cancel = this.#deps.clock.after(ms, done);
      this.#endWait = done;
      this.#tellWaiting();
    });
  }

  /** @returns when the connection went live; null when it never did */
  async #connect(): Promise<number | null> {
    const { client, topics, onFailed, onLost } = this.#deps;
    try {
      const own = await topics();
      const { id, connectUri } = await client.openChannel();
      await client.subscribe(id, own);
      if (this.#isClosed) return null;
      this.#id = id;
      const liveAt = await this.#listen(connectUri);
      // Sockets may be blocked on the way: then each attempt brings what is new.
      if (liveAt === null && !this.#isClosed) await this.#deps.catchUp();
      return liveAt;
    } catch (error) {
      onFailed(error);
      return null;
    } finally {
      this.#id = null;
      onLost();
    }
  }

  /** Resolves when the connection has ended. */
  #listen(uri: string): Promise<number | null> {
    const { clock, openSocket, onFrame } = this.#deps;
    const socket = openSocket(uri);
    return new Promise((resolve) => {
      let liveAt: number | null = null;
      let cancelPing = (): void => undefined;
      const end = (): void => {
        if (this.#endSocket !== end) return;
        this.#endSocket = null;
        this.#checkStale = () => undefined;
        cancelPing();
        cancelConnect();
        stale.stop();
        socket.close();
        resolve(liveAt);
      };
      const stale = createStaleWatch(clock, end);
      const cancelConnect = clock.after(CONNECT_MS, end);
      const ping = (): void => {
        socket.send(PING);
        cancelPing = clock.after(PING_MS, ping);
      };
      this.#endSocket = end;
      this.#checkStale = () => stale.check();
      socket.addEventListener("open", () => {
        if (this.#endSocket !== end) return;
        cancelConnect();
        stale.start();
        ping();
        void this.#makeUp(end).then((isDone) => {
          if (!isDone || this.#endSocket !== end) return;
          liveAt = clock.now();
          this.status.value = { kind: "live" };
        });
      });
      socket.addEventListener("message", (event) => {
        if (this.#endSocket !== end || !(event instanceof MessageEvent)) return;
        stale.heard();
        onFrame(decodeFrame(String(event.data)));
      });
      socket.addEventListener("close", end);
    });
  }

  async #makeUp(end: () => void): Promise<boolean> {
    try {
      await this.#deps.catchUp();
      return true;
    } catch (error) {
      this.#deps.onFailed(error);
      end();
      return false;
    }
  }
}
