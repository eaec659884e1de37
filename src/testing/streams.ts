import { heartbeatFrame } from "parlor-contract/frames";
import type { Clock } from "../transport/ports/clock.ts";
import type { Conversation } from "./conversation.ts";
import { createSocketClass, type ServerEnd, type SocketClass } from "./fake-socket.ts";

/** Must stay well below 14 s, after which a client treats a stream without frames as dead. */
const BEAT_MS = 5_000;
/** The contract's close code for attaching to an ended conversation. */
const CLOSE_ENDED = 4100;

export interface StreamsDeps {
  readonly clock: Clock;
  /** Whether sockets can connect. */
  readonly isOpen: () => boolean;
  /** @throws Refusal for an invalid token */
  readonly conversationOf: (jwt: string) => Conversation;
}

/** The event streams, from the server to the guest. */
export interface Streams {
  readonly Socket: SocketClass;
  /** Breaks every open stream without a close frame. */
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
        end.tell(heartbeatFrame(clock.now()));
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
    // A listener of the `open` event may have closed the stream.
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
