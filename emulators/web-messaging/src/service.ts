import { z } from "zod";
import type { Clock } from "./clock.ts";
import { changed, type DeploymentChanges, type DeploymentSettings } from "./deployment.ts";
import { EmulatorError } from "./errors.ts";
import { Faults } from "./faults.ts";
import { Files } from "./files.ts";
import { pushed } from "./frames.ts";
import { SignIns } from "./sign-ins.ts";
import { SlidingWindow, type Limits } from "./limits.ts";
import { settingsFaults } from "./options.ts";
import { Session, type Ending } from "./session.ts";
import { HistoryTokens } from "./history-tokens.ts";

/** One frame that went through a socket, for a test to look at. */
export interface RecordedFrame {
  readonly from: "guest" | "service";
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The number of the socket, counted from 1. */
  readonly socket: number;
  /** The frame as it went over the wire, parsed; `{ text }` if it is no JSON object. */
  readonly frame: Readonly<Record<string, unknown>>;
}

const jsonObject = z.record(z.string(), z.unknown());

/** A frame for the record; it may be any text, and the record shows it. */
function parsedOr(text: string): Readonly<Record<string, unknown>> {
  try {
    return jsonObject.safeParse(JSON.parse(text)).data ?? { text };
  } catch {
    // No JSON: the text itself shows what came.
    return { text };
  }
}

/** One HTTP request that was answered. */
export interface RecordedCall {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  readonly status: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Everything that the emulator knows; sockets and HTTP work on it. */
export class Service {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly faults = new Faults();
  readonly files: Files;
  readonly historyTokens: HistoryTokens;
  readonly signIns: SignIns;
  readonly sessions = new Map<string, Session>();
  readonly deployments: Map<string, DeploymentSettings>;
  /** The origins of REST and of uploads, known once the servers listen. */
  origins = { api: "", files: "" };
  isInMaintenance = false;
  /** Set: uploaded bytes are refused with it. */
  uploadRefusal: { readonly errorCode: number; readonly errorMessage: string } | null = null;
  readonly recorded: RecordedFrame[] = [];
  readonly calls: RecordedCall[] = [];
  readonly violations: string[] = [];
  readonly #watchers = new Set<() => void>();
  readonly #ended = new Map<string, Session>();
  readonly #connects = new Map<string, SlidingWindow>();

  constructor(clock: Clock, limits: Limits, deployments: ReadonlyMap<string, DeploymentSettings>) {
    this.deployments = new Map(deployments);
    this.clock = clock;
    this.limits = limits;
    this.files = new Files(clock);
    this.historyTokens = new HistoryTokens(clock);
    this.signIns = new SignIns(clock);
  }

  settingsOf(deploymentId: string): DeploymentSettings {
    const settings = this.deployments.get(deploymentId);
    if (settings === undefined)
      throw new EmulatorError("unknown-deployment", `There is no deployment ${deploymentId}.`);
    return settings;
  }

  /** @throws EmulatorError `invalid-options` */
  change(deploymentId: string, changes: DeploymentChanges): void {
    const settings = changed(this.settingsOf(deploymentId), changes);
    const faults = settingsFaults(deploymentId, settings);
    if (faults.length > 0) throw new EmulatorError("invalid-options", faults.join("; "));
    this.deployments.set(deploymentId, settings);
  }

  /** The session of a token, ended or not. */
  find(token: string): Session | undefined {
    return this.sessions.get(token) ?? this.#ended.get(token);
  }

  create(token: string, deploymentId: string): Session {
    const session = new Session(
      { token, deploymentId },
      this.clock,
      this.limits,
      () => this.settingsOf(deploymentId),
      (expired) => this.expire(expired),
    );
    this.sessions.set(token, session);
    this.touch();
    return session;
  }

  /** Ends a session; the emulator remembers how its token ended. */
  end(session: Session, ending: Ending): void {
    this.sessions.delete(session.token);
    this.#ended.set(session.token, session);
    for (const token of this.#ended.keys()) {
      if (this.#ended.size <= this.limits.sessions) break;
      this.#ended.delete(token);
    }
    this.files.forget(session);
    this.historyTokens.forget(session);
    session.end(ending);
    this.touch();
  }

  /** Tells every connection that the time is over, and ends the session. */
  expire(session: Session): void {
    session.broadcast(pushed("SessionExpiredEvent"));
    for (const connection of session.connections) connection.detach();
    this.end(session, "expired");
  }

  /** Counts a new connection; false if there are too many in this minute. */
  mayConnect(deploymentId: string): boolean {
    const window =
      this.#connects.get(deploymentId) ??
      new SlidingWindow(this.clock, this.limits.connectsPerMinute, 60_000);
    this.#connects.set(deploymentId, window);
    return window.take() === 0;
  }

  record(from: RecordedFrame["from"], socket: number, text: string): void {
    this.recorded.push({ from, socket, frame: parsedOr(text), at: this.clock.now() });
    if (this.recorded.length > this.limits.recordedFrames) this.recorded.shift();
    this.touch();
  }

  recordCall(call: Omit<RecordedCall, "at">): void {
    this.calls.push({ ...call, at: this.clock.now() });
    if (this.calls.length > this.limits.recordedFrames) this.calls.shift();
    this.touch();
  }

  /** Notes something that a client must not do, and that the service bears. */
  violated(rule: string): void {
    this.violations.push(rule);
    if (this.violations.length > this.limits.recordedFrames) this.violations.shift();
  }

  /** Calls back after every change. Returns the undo. */
  watch(callback: () => void): () => void {
    this.#watchers.add(callback);
    return () => void this.#watchers.delete(callback);
  }

  /** Cancels all timers. */
  stop(): void {
    for (const session of this.sessions.values()) session.end("expired");
    this.sessions.clear();
  }

  touch(): void {
    for (const callback of this.#watchers) callback();
  }
}
