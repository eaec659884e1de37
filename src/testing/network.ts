import { newId } from "parlor-contract/new-id";
import type { Answer, Call } from "./call.ts";
import { routeOf, type GuestOperation } from "./guest-routes.ts";
import { Refusal } from "./refusal.ts";

/** A refusal for the server to send in place of its answer. @public */
export interface Failure {
  /** The HTTP status. */
  readonly status: number;
  /** A code of the contract's ErrorBody, for instance `bad.credentials`. */
  readonly code: string;
  /** Default: the code. */
  readonly message?: string;
  /** Sent as the `Retry-After` header. */
  readonly retryAfterSeconds?: number;
  /** The operation whose next request is refused. Default: the next request of any operation. */
  readonly on?: GuestOperation;
}

/**
 * The reply as it reaches the page: a status, headers and an optional body.
 * @internal
 */
export interface Reply extends Answer {
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The request, or its reply, was lost on the way.
 * @internal
 */
export class NoConnection extends Error {}

/**
 * The network between the page and the server, with faults on request.
 * @internal
 */
export interface Network {
  readonly isOnline: boolean;
  setOnline(isOnline: boolean): void;
  /** Calls back when the network goes offline or online. Returns a function that unsubscribes. */
  readonly onChange: (listener: () => void) => () => void;
  failNext(failure: Failure): void;
  loseNextReply(on: GuestOperation | undefined): void;
  /** @throws NoConnection */
  request(call: Call): Promise<Reply>;
}

interface Fault {
  readonly on: GuestOperation | undefined;
  /** Null: the request is processed, and its reply is lost. */
  readonly refusal: Refusal | null;
}

/** @internal */
export function createNetwork(answer: (call: Call) => Answer, now: () => number): Network {
  const faults: Fault[] = [];
  const listeners = new Set<() => void>();
  let isOnline = true;

  function takeFault({ method, url }: Call): Fault | undefined {
    const operation = routeOf(method, url)?.operation;
    const at = faults.findIndex(({ on }) => on === undefined || on === operation);
    return at === -1 ? undefined : faults.splice(at, 1)[0];
  }

  function reply(call: Call, fault: Fault | undefined): Reply {
    const contextId = newId();
    const headers = {
      "content-type": "application/json",
      date: new Date(now()).toUTCString(),
      "inin-correlation-id": contextId,
    };
    try {
      if (fault?.refusal != null) throw fault.refusal;
      return { ...answer(call), headers };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, retryAfterSeconds: seconds } = error;
      return {
        status,
        body: error.body(contextId),
        headers: { ...headers, ...(seconds !== null && { "retry-after": String(seconds) }) },
      };
    }
  }

  return {
    get isOnline() {
      return isOnline;
    },
    setOnline(next) {
      if (next === isOnline) return;
      isOnline = next;
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    failNext({ status, code, message = code, retryAfterSeconds, on }) {
      const extra = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      faults.push({ on, refusal: new Refusal(status, code, message, extra) });
    },
    loseNextReply: (on) => void faults.push({ on, refusal: null }),
    async request(call) {
      // As on a real network, the reply never arrives before the caller's own code has run.
      await Promise.resolve();
      if (!isOnline) throw new NoConnection("No connection");
      const fault = takeFault(call);
      const answered = reply(call, fault);
      if (fault?.refusal === null) throw new NoConnection("The reply was lost");
      return answered;
    },
  };
}
