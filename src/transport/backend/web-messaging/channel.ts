import { ParlorError } from "../../errors.ts";
import type { Clock } from "../../ports/clock.ts";
import { toJson } from "../../ports/json.ts";
import type { Logger } from "../../ports/log.ts";
import type { SocketFactory } from "../../ports/socket.ts";
import { decodeFrame, type Frame } from "./frames.ts";
import { createPace } from "./pace.ts";

/* One websocket: frames out, frames in, and requests that wait for their answer. */

const CONNECT_MS = 12_000;
/** A visitor waits for an answer as long as for one of any other server. */
const ANSWER_MS = 12_000;

/** The used part of a WebSocket. */
interface Wire {
  send(data: string): void;
  close(code?: number): void;
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
}
const isWireClass = (value: unknown): value is new (uri: string) => Wire =>
  typeof value === "function";

/** A frame to be sent, without the token. */
export interface Action {
  readonly action: string;
  readonly [field: string]: unknown;
}

export interface Request {
  readonly action: Action;
  readonly tracingId: string;
  /** Whether a frame with another tracing id, or without one, is the answer. */
  readonly isAnswer?: (frame: Frame) => boolean;
  /** Whether a frame with the same tracing id is the answer. Default: it is. */
  readonly accepts?: (frame: Frame) => boolean;
  /** Default: as long as for any answer. */
  readonly limitMs?: number;
  readonly signal?: AbortSignal;
}

export interface Channel {
  /** Sends a frame, and resolves with the frame that answers it. @throws ParlorError */
  request(request: Request): Promise<Frame>;
  /** Sends a frame that nothing waits for. */
  tell(action: Action, tracingId?: string): void;
  /** Closes the socket; requests under way reject with `offline`. */
  close(): void;
}

export interface ChannelDeps {
  readonly uri: string;
  readonly token: string;
  readonly clock: Clock;
  readonly socket: SocketFactory;
  readonly log: Logger;
  readonly onOpen: () => void;
  /** Called with every frame that answers no request. */
  readonly onFrame: (frame: Frame) => void;
  /** Called with every frame, before anything else. */
  readonly onHeard: () => void;
  /** @param hasOpened - whether it had been open before */
  readonly onClose: (hasOpened: boolean) => void;
}

interface Waiting {
  readonly request: Request;
  readonly settle: (frame: Frame | ParlorError) => void;
}

const lost = (): ParlorError => new ParlorError("offline", "The connection is gone");

/** Opens a socket; null when the browser refuses even to try. */
function openWire({ socket, uri }: Pick<ChannelDeps, "socket" | "uri">): Wire | null {
  try {
    const Socket = socket();
    return isWireClass(Socket) ? new Socket(uri) : null;
  } catch {
    return null;
  }
}

export function openChannel(deps: ChannelDeps): Channel {
  const { clock, token, log } = deps;
  const pace = createPace(clock);
  let waiting: readonly Waiting[] = [];
  let [isOpen, isClosed] = [false, false];
  const wire = openWire(deps);

  function end(tells: boolean): void {
    if (isClosed) return;
    isClosed = true;
    stopWaiting();
    for (const { settle } of waiting) settle(lost());
    if (tells) deps.onClose(isOpen);
  }
  const stopWaiting = clock.after(CONNECT_MS, () => {
    wire?.close();
    end(true);
  });
  function receive(data: unknown): void {
    if (isClosed) return;
    deps.onHeard();
    const frame = decodeFrame(data);
    if (frame === null) return log.warn("An unreadable frame was dropped");
    const found =
      waiting.find(
        ({ request: { tracingId, accepts } }) =>
          tracingId === frame.tracingId && accepts?.(frame) !== false,
      ) ?? waiting.find(({ request }) => request.isAnswer?.(frame) === true);
    if (found === undefined) deps.onFrame(frame);
    else found.settle(frame);
  }
  wire?.addEventListener("open", () => {
    if (isClosed) return wire.close(1000);
    isOpen = true;
    stopWaiting();
    deps.onOpen();
  });
  wire?.addEventListener("message", ({ data }) => receive(data));
  wire?.addEventListener("close", () => end(true));
  // A close follows, which says all; outside of a browser an error that nobody hears is thrown.
  wire?.addEventListener("error", () => undefined);
  if (wire === null) queueMicrotask(() => end(true));

  const write = (action: Action, tracingId?: string): void => {
    if (isClosed) throw lost();
    wire?.send(toJson({ ...action, token, ...(tracingId !== undefined && { tracingId }) }));
  };
  const isMessage = ({ action }: Action): boolean => action === "onMessage";
  return {
    async request(request) {
      const { action, tracingId, limitMs = ANSWER_MS, signal } = request;
      await pace.turn(isMessage(action));
      if (signal?.aborted === true) throw new ParlorError("aborted", "Aborted");
      // Nothing has left yet: the same message may be sent again without doubt.
      if (isClosed) throw new ParlorError("busy", "The connection is gone");
      return new Promise((resolve, reject) => {
        const abort = (): void => settle(new ParlorError("aborted", "Aborted"));
        const stop = clock.after(limitMs, () => settle(new ParlorError("timeout", "No answer")));
        function settle(outcome: Frame | ParlorError): void {
          stop();
          signal?.removeEventListener("abort", abort);
          waiting = waiting.filter((one) => one.settle !== settle);
          if (outcome instanceof ParlorError) reject(outcome);
          else resolve(outcome);
        }
        waiting = [...waiting, { request, settle }];
        signal?.addEventListener("abort", abort);
        write(action, tracingId);
      });
    },
    tell(action, tracingId) {
      void pace.turn(isMessage(action)).then(() => {
        if (!isClosed) write(action, tracingId);
      });
    },
    close() {
      end(false);
      wire?.close(1000);
    },
  };
}
