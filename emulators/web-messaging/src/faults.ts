import type { Clock } from "./clock.ts";
import type { Action } from "./wire/requests.ts";
import type { ServiceFrame } from "./wire/service-frames.ts";

/** The HTTP endpoints, by name. */
export type Route = "config" | "domains" | "history" | "token" | "upload" | "download";

/** A fault that a test plans. Without `times` it lasts until it is undone. */
export type Fault =
  | {
      readonly on: "frame";
      /** Only frames of this class; every class if left out. */
      readonly class?: string;
      /** Only messages of this direction. */
      readonly direction?: "Inbound" | "Outbound";
      /**
       * `reorder` sends the frame after the next one; `string-code` makes its code a text, `new-id`
       * gives it other ids, `unknown-…` adds something that clients do not know.
       */
      readonly does:
        | "drop"
        | "double"
        | "delay"
        | "reorder"
        | "swap-type"
        | "no-tracing"
        | "string-code"
        | "new-id"
        | "unknown-class"
        | "unknown-content"
        | "unknown-event";
      /** For `delay`. */
      readonly ms?: number;
      readonly times?: number;
    }
  | {
      /** The request is refused and nothing of it happens. */
      readonly on: "request";
      readonly action?: Action;
      readonly code: number;
      readonly text?: string;
      /** For 429. */
      readonly retryAfter?: number;
      readonly times?: number;
    }
  | {
      /** The upgrade to a socket is refused; 403 if no status is given. */
      readonly on: "upgrade";
      readonly status?: number;
      readonly times?: number;
    }
  | {
      readonly on: "http";
      readonly route: Route;
      /** Answers with this status. Left out: the request is only delayed, or its socket closed. */
      readonly status?: number;
      readonly ms?: number;
      /** Closes the connection without an answer. */
      readonly hangUp?: boolean;
      readonly times?: number;
    };

export type FaultOn<Kind extends Fault["on"]> = Extract<Fault, { readonly on: Kind }>;

interface Planned {
  readonly fault: Fault;
  left: number;
}

/** The faults that are planned. */
export class Faults {
  readonly #planned = new Set<Planned>();

  /** Plans a fault and returns its undo. */
  plan(fault: Fault): () => void {
    const planned = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#planned.add(planned);
    return () => void this.#planned.delete(planned);
  }

  clear(): void {
    this.#planned.clear();
  }

  #take<Kind extends Fault["on"]>(
    kind: Kind,
    isMeant: (fault: FaultOn<Kind>) => boolean,
  ): FaultOn<Kind> | undefined {
    const isOfKind = (fault: Fault): fault is FaultOn<Kind> => fault.on === kind;
    for (const planned of this.#planned) {
      const { fault } = planned;
      if (!isOfKind(fault) || !isMeant(fault)) continue;
      planned.left -= 1;
      if (planned.left <= 0) this.#planned.delete(planned);
      return fault;
    }
    return undefined;
  }

  ofFrame(frame: ServiceFrame, direction: string | undefined): FaultOn<"frame"> | undefined {
    return this.#take(
      "frame",
      (fault) =>
        (fault.class ?? frame.class) === frame.class &&
        (fault.direction === undefined || fault.direction === direction),
    );
  }

  ofRequest(action: Action): FaultOn<"request"> | undefined {
    return this.#take("request", (fault) => (fault.action ?? action) === action);
  }

  ofUpgrade(): FaultOn<"upgrade"> | undefined {
    return this.#take("upgrade", () => true);
  }

  ofHttp(route: Route): FaultOn<"http"> | undefined {
    return this.#take("http", (fault) => fault.route === route);
  }
}

/** The sender of a socket: frames pass the planned faults on their way. */
export class FrameSender {
  readonly #faults: Faults;
  readonly #clock: Clock;
  readonly #write: (frame: ServiceFrame) => void;
  #held: ServiceFrame[] = [];

  constructor(faults: Faults, clock: Clock, write: (frame: ServiceFrame) => void) {
    this.#faults = faults;
    this.#clock = clock;
    this.#write = write;
  }

  send(frame: ServiceFrame): void {
    const fault = this.#faults.ofFrame(frame, directionOf(frame));
    if (fault?.does === "reorder") {
      this.#held.push(frame);
      return;
    }
    for (const one of this.#changed(frame, fault)) this.#write(one);
    const held = this.#held;
    this.#held = [];
    for (const one of held) this.#write(one);
  }

  #changed(frame: ServiceFrame, fault: FaultOn<"frame"> | undefined): readonly ServiceFrame[] {
    switch (fault?.does) {
      case undefined:
      case "reorder":
        return [frame];
      case "drop":
        return [];
      case "double":
        return [frame, frame];
      case "delay":
        this.#clock.after(fault.ms ?? 1_000, () => this.#write(frame));
        return [];
      case "swap-type":
        return [{ ...frame, type: frame.type === "message" ? "response" : "message" }];
      case "no-tracing": {
        const { tracingId: _, ...rest } = frame;
        return [rest];
      }
      case "string-code":
        return [{ ...frame, code: String(frame.code) }];
      case "new-id":
        return [withNewIds(frame)];
      case "unknown-class":
        return [
          { type: "message", class: "FutureEvent", code: 200, body: { future: true } },
          frame,
        ];
      case "unknown-content":
        return [withUnknown(frame, "content", { contentType: "Hologram", hologram: { depth: 3 } })];
      case "unknown-event":
        return [withUnknown(frame, "events", { eventType: "Wave", wave: { hand: "left" } })];
    }
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function directionOf({ body }: ServiceFrame): string | undefined {
  const direction = isObject(body) ? body["direction"] : undefined;
  return typeof direction === "string" ? direction : undefined;
}

function withNewIds(frame: ServiceFrame): ServiceFrame {
  if (!isObject(frame.body)) return frame;
  const id = crypto.randomUUID();
  const channel = frame.body["channel"];
  return {
    ...frame,
    body: {
      ...frame.body,
      id: id.replaceAll("-", ""),
      ...(isObject(channel) ? { channel: { ...channel, messageId: id } } : {}),
    },
  };
}

function withUnknown(frame: ServiceFrame, field: "content" | "events", item: object): ServiceFrame {
  if (!isObject(frame.body)) return frame;
  const items = frame.body[field];
  return {
    ...frame,
    body: { ...frame.body, [field]: [...(Array.isArray(items) ? items : []), item] },
  };
}
