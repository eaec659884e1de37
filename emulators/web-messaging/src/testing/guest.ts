import { WebSocket } from "ws";
import { DEFAULT_DEPLOYMENT, type Emulator } from "../emulator.ts";
import { serviceFrame, type ServiceFrame } from "../wire.ts";

/** A guest without a client: plain frames over a plain socket. */
export interface Guest {
  /** All frames so far, oldest first. */
  readonly frames: readonly ServiceFrame[];
  /** The code of the close; null while the socket is open. */
  readonly closeCode: number | null;
  send(frame: object | string): void;
  /** Sends a request with a `tracingId` of its own, and resolves with the frame that has it. */
  ask(frame: object): Promise<ServiceFrame>;
  /** The first frame of a class that no call has returned yet. */
  next(className: string): Promise<ServiceFrame>;
  /** Resolves once the socket has closed. */
  closed(): Promise<number>;
  close(): void;
}

const WAIT_MS = 5_000;

/** Opens a socket; rejects with the status of a refused upgrade. */
export function connect(
  { url }: Pick<Emulator, "url">,
  { deploymentId = DEFAULT_DEPLOYMENT, origin = "" } = {},
): Promise<Guest> {
  const address = `${url.replace("http", "ws")}/v1?deploymentId=${deploymentId}`;
  const socket = new WebSocket(address, origin === "" ? {} : { origin });
  const frames: ServiceFrame[] = [];
  const taken = new Set<ServiceFrame>();
  const watchers = new Set<() => void>();
  let closeCode: number | null = null;
  const changed = (): void => {
    for (const check of watchers) check();
  };
  const until = <Value>(look: () => Value | undefined, name: string): Promise<Value> =>
    new Promise((done, failed) => {
      const timer = setTimeout(() => {
        watchers.delete(check);
        failed(new Error(`No ${name} came; there were ${JSON.stringify(frames)}`));
      }, WAIT_MS);
      const check = (): void => {
        const value = look();
        if (value === undefined) return;
        clearTimeout(timer);
        watchers.delete(check);
        done(value);
      };
      watchers.add(check);
      check();
    });
  socket.on("message", (data) => {
    const { type, class: className, code, tracingId, body } = serviceFrame.parse(
      JSON.parse(String(data)),
    );
    frames.push({
      ...{ type, class: className, code, body },
      ...(tracingId === undefined ? {} : { tracingId }),
    });
    changed();
  });
  socket.on("close", (code) => {
    closeCode = code;
    changed();
  });
  const guest: Guest = {
    frames,
    get closeCode() {
      return closeCode;
    },
    send: (frame) => socket.send(typeof frame === "string" ? frame : JSON.stringify(frame)),
    ask(frame) {
      const tracingId = crypto.randomUUID();
      guest.send({ tracingId, ...frame });
      return until(() => {
        const answer = frames.find((one) => one.tracingId === tracingId);
        if (answer !== undefined) taken.add(answer);
        return answer;
      }, `answer to ${JSON.stringify(frame)}`);
    },
    next: (className) =>
      until(() => {
        const frame = frames.find((one) => one.class === className && !taken.has(one));
        if (frame !== undefined) taken.add(frame);
        return frame;
      }, className),
    closed: () => until(() => closeCode ?? undefined, "close"),
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
export async function configured(
  emulator: Pick<Emulator, "url">,
  token = TOKEN,
): Promise<Guest> {
  const guest = await connect(emulator);
  await guest.ask(configureFrame(token));
  return guest;
}
