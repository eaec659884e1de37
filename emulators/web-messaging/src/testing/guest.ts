import { WebSocket, type RawData } from "ws";
import type { Emulator } from "../emulator.ts";
import { DEFAULT_DEPLOYMENT } from "../options.ts";
import { parseServiceFrame, type ServiceFrame } from "../wire/service-frames.ts";

/** A guest without a client: plain frames over a plain socket. */
export interface Guest {
  /** All frames so far, oldest first. */
  readonly frames: readonly ServiceFrame[];
  /** Texts that were no frame of the contract. */
  readonly brokenTexts: readonly string[];
  /** The code of the close; null while the socket is open. */
  readonly closeCode: number | null;
  send(frame: object | string): void;
  /** Sends a request with a `tracingId` of its own, and resolves with the frame that has it. */
  ask(frame: object): Promise<ServiceFrame>;
  /** The first frame of a class that no call has returned yet. */
  next(className: string): Promise<ServiceFrame>;
  /** The first text that was no frame of the contract. */
  broken(): Promise<string>;
  /** Resolves once the socket has closed. */
  closed(): Promise<number>;
  close(): void;
}

const textOf = (data: RawData): string =>
  Buffer.from(
    data instanceof ArrayBuffer ? new Uint8Array(data) : Buffer.concat([data].flat()),
  ).toString();

const WAIT_MS = 15_000;

/** The frames of a socket, and those who wait for one. */
class Inbox {
  readonly frames: ServiceFrame[] = [];
  /** Texts that are no frame of the contract. */
  readonly brokenTexts: string[] = [];
  closeCode: number | null = null;
  readonly #taken = new Set<ServiceFrame>();
  readonly #watchers = new Set<() => void>();

  take(text: string): void {
    try {
      this.frames.push(parseServiceFrame(text));
    } catch {
      // A test that expects such a text asks for it; any other waits for its frame in vain.
      this.brokenTexts.push(text);
    }
    this.#changed();
  }

  close(code: number): void {
    this.closeCode = code;
    this.#changed();
  }

  /** The first frame that is meant and that no earlier call returned. */
  next(isMeant: (frame: ServiceFrame) => boolean, name: string): Promise<ServiceFrame> {
    return this.until(() => {
      const frame = this.frames.find((one) => isMeant(one) && !this.#taken.has(one));
      if (frame !== undefined) this.#taken.add(frame);
      return frame;
    }, name);
  }

  until<Value>(look: () => Value | undefined, name: string): Promise<Value> {
    return new Promise((done, failed) => {
      const timer = setTimeout(() => {
        this.#watchers.delete(check);
        const came = `${JSON.stringify(this.frames)} and ${this.brokenTexts.join()}`;
        failed(new Error(`No ${name} came; there were ${came}`));
      }, WAIT_MS);
      const check = (): void => {
        const value = look();
        if (value === undefined) return;
        clearTimeout(timer);
        this.#watchers.delete(check);
        done(value);
      };
      this.#watchers.add(check);
      check();
    });
  }

  #changed(): void {
    for (const check of this.#watchers) check();
  }
}

/** Opens a socket; rejects with the status of a refused upgrade. */
export function connect(
  { url }: Pick<Emulator, "url">,
  { deploymentId = DEFAULT_DEPLOYMENT, origin = "" } = {},
): Promise<Guest> {
  const address = `${url.replace("http", "ws")}/v1?deploymentId=${deploymentId}`;
  const socket = new WebSocket(address, origin === "" ? {} : { origin });
  const inbox = new Inbox();
  socket.on("message", (data) => inbox.take(textOf(data)));
  socket.on("close", (code) => inbox.close(code));
  const guest: Guest = {
    frames: inbox.frames,
    brokenTexts: inbox.brokenTexts,
    get closeCode() {
      return inbox.closeCode;
    },
    send: (frame) => socket.send(typeof frame === "string" ? frame : JSON.stringify(frame)),
    ask(frame) {
      const tracingId = crypto.randomUUID();
      guest.send({ tracingId, ...frame });
      const name = `answer to ${JSON.stringify(frame)}`;
      return inbox.next((one) => one.tracingId === tracingId, name);
    },
    next: (className) => inbox.next((one) => one.class === className, className),
    broken: () => inbox.until(() => inbox.brokenTexts[0], "broken text"),
    closed: () => inbox.until(() => inbox.closeCode ?? undefined, "close"),
    close: () => socket.close(1000),
  };
  return new Promise((done, failed) => {
    socket.on("open", () => done(guest));
    socket.on("unexpected-response", (_, answer) => {
      failed(new Error(`HTTP ${answer.statusCode}`));
      socket.terminate();
    });
    // The refusal of the upgrade has rejected already; later errors end in a close.
    socket.on("error", failed);
  });
}

export const TOKEN = "0b9a6c1e-2f5d-4c7b-a1de-93b0c4f7e2aa";

/** The first frame of every client. */
export const configureFrame = (token = TOKEN, more: object = {}): object => ({
  action: "configureSession",
  deploymentId: DEFAULT_DEPLOYMENT,
  token,
  ...more,
});

export const textFrame = (text: string, token = TOKEN, more: object = {}): object => ({
  action: "onMessage",
  token,
  message: { type: "Text", text, ...more },
});

/** A presence or typing event of the guest. */
export const eventFrame = (event: object, token = TOKEN): object => ({
  action: "onMessage",
  token,
  message: { type: "Event", events: [event] },
});

export const presence = (type: string): object => ({ eventType: "Presence", presence: { type } });

/** Opens a socket and configures a session on it. */
export async function configured(emulator: Pick<Emulator, "url">, token = TOKEN): Promise<Guest> {
  const guest = await connect(emulator);
  await guest.ask(configureFrame(token));
  return guest;
}
