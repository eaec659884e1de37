/** The server's end of an event stream. */
export interface ServerEnd {
  readonly url: string;
  /** Whether the page's socket is still connecting. */
  readonly isWaiting: boolean;
  /** Opens the page's socket. */
  open(): void;
  tell(frame: object): void;
  /** Closes the connection; 1006 means that it was cut. */
  end(code: number, reason?: string): void;
  /** Called once when the connection has ended, whichever side ended it. */
  onEnded: () => void;
}

/** A WebSocket class whose sockets call a function instead of using a network. */
export type SocketClass = new (url: string | URL, protocols?: string | string[]) => EventTarget;

class StreamClosed extends Event {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;

  constructor(code: number, reason: string) {
    super("close");
    this.code = code;
    this.reason = reason;
    this.wasClean = code !== 1006;
  }
}

type Handler = ((event: Event) => void) | null;
const states = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 } as const;

/**
 * @param connect - receives the server's end of each new socket, after the page could add listeners
 */
export function createSocketClass(connect: (end: ServerEnd) => void): SocketClass {
  return class FakeSocket extends EventTarget {
    static readonly CONNECTING = states.CONNECTING;
    static readonly OPEN = states.OPEN;
    static readonly CLOSING = states.CLOSING;
    static readonly CLOSED = states.CLOSED;
    readonly CONNECTING = states.CONNECTING;
    readonly OPEN = states.OPEN;
    readonly CLOSING = states.CLOSING;
    readonly CLOSED = states.CLOSED;
    readonly url: string;
    readonly protocol = "";
    readonly extensions = "";
    readonly bufferedAmount = 0;
    binaryType = "blob";
    readyState: number = states.CONNECTING;
    onopen: Handler = null;
    onmessage: Handler = null;
    onerror: Handler = null;
    onclose: Handler = null;
    readonly #end: ServerEnd;

    constructor(url: string | URL) {
      super();
      this.url = String(url);
      const isWaiting = (): boolean => this.readyState === states.CONNECTING;
      this.#end = {
        url: this.url,
        get isWaiting() {
          return isWaiting();
        },
        open: () => {
          this.readyState = states.OPEN;
          this.#dispatch(new Event("open"));
        },
        tell: (frame) => {
          if (this.readyState === states.OPEN)
            this.#dispatch(new MessageEvent("message", { data: JSON.stringify(frame) }));
        },
        end: (code, reason = "") => this.#ended(code, reason),
        onEnded: () => undefined,
      };
      queueMicrotask(() => {
        if (isWaiting()) connect(this.#end);
      });
    }

    /** The server reads nothing from a guest's stream. */
    send(): void {
      if (this.readyState === states.CONNECTING)
        throw new DOMException("Still connecting", "InvalidStateError");
    }

    close(code = 1000, reason = ""): void {
      if (this.readyState >= states.CLOSING) return;
      this.readyState = states.CLOSING;
      queueMicrotask(() => this.#ended(code, reason));
    }

    #ended(code: number, reason: string): void {
      if (this.readyState === states.CLOSED) return;
      const wasOpen = this.readyState === states.OPEN;
      this.readyState = states.CLOSED;
      this.#end.onEnded();
      if (!wasOpen && code === 1006) this.#dispatch(new Event("error"));
      this.#dispatch(new StreamClosed(code, reason));
    }

    #dispatch(event: Event): void {
      this.dispatchEvent(event);
      const handlers = { open: this.onopen, message: this.onmessage, error: this.onerror };
      const handler = { ...handlers, close: this.onclose }[event.type];
      handler?.call(this, event);
    }
  };
}
