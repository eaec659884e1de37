import type { Clock } from "../transport/ports/clock.ts";
import type { Conversation } from "./conversation.ts";
import { createSocketClass, type ServerEnd, type SocketClass } from "./fake-socket.ts";
import { heartbeatFrame } from "./views.ts";

/** A client takes a stream for dead after 14 s without a frame. */
const BEAT_MS = 5_000;
/** The contract's close code for attaching to what has ended. */
const CLOSE_ENDED = 4100;

export interface StreamsDeps {
  readonly clock: Clock;
  /** Sockets get through. */
  readonly isOpen: () => boolean;
  /** @throws Refusal for a token that is none */
  readonly conversationOf: (jwt: string) => Conversation;
}

/** The event streams: the server speaks, the guest listens. */
export interface Streams {
  readonly Socket: SocketClass;
  /** Every open one breaks, without a word. */
  cut(): void;
}

export function createStreams({ clock, isOpen, conversationOf }: StreamsDeps): Streams {
  const ends = new Set<ServerEnd>();

  function connect(end: ServerEnd): void {
    const jwt = new URL(end.url).pathname.split("/").at(-1) ?? "";
    let conversation: Conversation;
    try {
      if (!isOpen()) throw new Error("No connection");
      conversation = conversationOf(jwt);
    } catch {
      return end.end(1006);
    }
    let detach = (): void => undefined;
    let stopBeating = (): void => undefined;
    const beat = (): void => {
      stopBeating = clock.after(BEAT_MS, () => {
        end.tell(heartbeatFrame());
        beat();
      });
    };
    end.onEnded = () => {
      ends.delete(end);
      stopBeating();
      detach();
    };
    ends.add(end);
    end.open();
    // Whoever heard that it is open may have closed it.
    if (!ends.has(end)) return;
    try {
      detach = conversation.attach({
        tell: (frame) => end.tell(frame),
        close: (code, reason) => end.end(code, reason),
      });
    } catch {
      return end.end(CLOSE_ENDED, `Error connecting to conversation (${conversation.id})`);
    }
    if (ends.has(end)) beat();
    else detach();
  }

  return {
    Socket: createSocketClass(connect),
    cut: () => {
      for (const end of ends) end.end(1006);
    },
  };
}
