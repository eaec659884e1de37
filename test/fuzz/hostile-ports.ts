import { vi } from "vitest";
import type { Clock } from "../../src/transport/ports/clock.ts";
import type { Http, HttpAnswer, HttpRequest } from "../../src/transport/ports/http.ts";
import { ParlorError } from "../../src/transport/errors.ts";

/* The transport's ports, all controlled by a hostile server. */

/** Time that goes on when it is told to. */
export interface HandClock extends Clock {
  advance(ms: number): void;
}

export function createHandClock(): HandClock {
  let now = Date.UTC(2026, 0, 5, 12);
  let timers: { readonly at: number; readonly call: () => void }[] = [];
  return {
    now: () => now,
    after(ms, call) {
      const timer = { at: now + ms, call };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    advance(ms) {
      const until = now + ms;
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter((one) => one !== next);
        now = Math.max(now, next.at);
        next.call();
      }
      now = until;
    },
  };
}

/** Lets promises and the timers of reconnecting-websocket, which are real ones, go on. */
export async function settle(): Promise<void> {
  for (let n = 0; n < 4; n++) await new Promise((resolve) => setImmediate(resolve));
  // Parts that are fetched when they are needed.
  await vi.dynamicImportSettled();
}

class Closed extends Event {
  readonly code: number;
  readonly reason = "";
  constructor(code: number) {
    super("close");
    this.code = code;
  }
}

/** Sockets whose other end says anything. */
export interface HostileSockets {
  readonly Socket: unknown;
  /** To each that is open. */
  deliver(data: unknown): void;
  closeAll(code: number): void;
}

export function createHostileSockets(): HostileSockets {
  const open = new Set<HostileSocket>();

  class HostileSocket extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readyState = 0;
    binaryType = "blob";

    constructor(url: string) {
      super();
      // As in a browser: an address that is none throws.
      if (!/^wss?:$/.test(new URL(url).protocol))
        throw new DOMException("Bad scheme", "SyntaxError");
      queueMicrotask(() => {
        if (this.readyState !== 0) return;
        this.readyState = 1;
        open.add(this);
        this.dispatchEvent(new Event("open"));
      });
    }

    deliver(data: unknown): void {
      this.dispatchEvent(new MessageEvent("message", { data }));
    }

    send(): void {}

    close(code = 1_000): void {
      if (this.readyState >= 2) return;
      this.readyState = 3;
      open.delete(this);
      queueMicrotask(() => this.dispatchEvent(new Closed(code)));
    }
  }

  return {
    Socket: HostileSocket,
    deliver(data) {
      for (const socket of open) socket.deliver(data);
    },
    closeAll(code) {
      for (const socket of open) socket.close(code);
    },
  };
}

/** One answer, in plain values, so that a failure prints it. */
export type Answer =
  | { readonly kind: "good" }
  | { readonly kind: "lost"; readonly code: "offline" | "timeout" }
  /** `body` is a text of JSON, or undefined for what is none. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body: string | undefined;
      readonly retryAfter: string | null;
    };

export interface HostileHttp {
  readonly http: Http;
  /** Sets the answers to the next requests; all later answers are good. */
  plan(answers: readonly Answer[]): void;
}

/** @param good - what a good server answers */
export function createHostileHttp(good: (request: HttpRequest) => HttpAnswer): HostileHttp {
  let planned: Answer[] = [];
  return {
    async http(request) {
      await Promise.resolve();
      if (request.signal.aborted) throw new ParlorError("aborted", "Aborted");
      const answer = planned.shift() ?? { kind: "good" };
      if (answer.kind === "good") return good(request);
      if (answer.kind === "lost") throw new ParlorError(answer.code, "Lost");
      return {
        status: answer.status,
        header: (name) => (name === "retry-after" ? answer.retryAfter : null),
        body: answer.body === undefined ? undefined : (JSON.parse(answer.body) as unknown),
      };
    },
    plan(answers) {
      planned = [...answers];
    },
  };
}
