import type { Clock } from "./clock.ts";

/** The limits of the service, and those that keep the emulator small. */
export interface Limits {
  /** Bytes in UTF-8 of a guest's text. */
  readonly textBytes: number;
  readonly tokenCharacters: number;
  readonly fileNameCharacters: number;
  readonly messagesPerSecond: number;
  /** Requests of one connection, of every kind. */
  readonly requestsPerMinute: number;
  readonly configuresPerMinute: number;
  readonly echoesPerMinute: number;
  readonly historyCallsPerMinute: number;
  readonly connectionsPerSession: number;
  /** New connections of one deployment. */
  readonly connectsPerMinute: number;
  /** The emulator's own: open sockets of all deployments. */
  readonly sockets: number;
  /** The emulator's own: sessions in memory. */
  readonly sessions: number;
  /** The emulator's own: messages of one session; the oldest go. */
  readonly messagesPerSession: number;
  /** The emulator's own: bytes of one frame of a guest. */
  readonly frameBytes: number;
  /** The emulator's own: bytes of a request's body, uploads excepted. */
  readonly bodyBytes: number;
  /** The emulator's own: bytes of all stored files together. */
  readonly storedBytes: number;
  /** The emulator's own: milliseconds for one HTTP request. */
  readonly requestMs: number;
  /** The emulator's own: milliseconds until a socket must have configured a session. */
  readonly configureMs: number;
  /** The emulator's own: frames that `frames` keeps; the oldest go. */
  readonly recordedFrames: number;
}

export const defaultLimits: Limits = {
  textBytes: 4_096,
  tokenCharacters: 2_048,
  fileNameCharacters: 1_023,
  messagesPerSecond: 5,
  requestsPerMinute: 60,
  configuresPerMinute: 60,
  echoesPerMinute: 2,
  historyCallsPerMinute: 10,
  connectionsPerSession: 3,
  connectsPerMinute: 1_000,
  sockets: 200,
  sessions: 1_000,
  messagesPerSession: 20_000,
  frameBytes: 131_072,
  bodyBytes: 65_536,
  storedBytes: 67_108_864,
  requestMs: 30_000,
  configureMs: 60_000,
  recordedFrames: 20_000,
};

/** Counts events in a sliding window of time. */
export class SlidingWindow {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #ms: number;
  #times: number[] = [];

  constructor(clock: Clock, most: number, ms: number) {
    this.#clock = clock;
    this.#most = most;
    this.#ms = ms;
  }

  /** Counts one event; returns 0, or the seconds to wait when the window is full. */
  take(): number {
    const now = this.#clock.now();
    this.#times = this.#times.filter((at) => at > now - this.#ms);
    const [oldest = now] = this.#times;
    if (this.#times.length >= this.#most)
      return Math.max(1, Math.ceil((oldest + this.#ms - now) / 1_000));
    this.#times.push(now);
    return 0;
  }
}
