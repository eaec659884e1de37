import type { IncomingMessage } from "../../conversation/message.ts";
import type { Sink } from "../backend.ts";
import type { MemberLookup } from "./member-lookup.ts";

/** Reports messages in order, each with a known sender: the page is told of both at once. */
export interface KnownSenders {
  report(message: IncomingMessage): void;
  /** Runs when all messages so far are reported. */
  readonly whenReported: (act: () => void) => void;
  /** Runs when they are in the state, too: the page's hook may hold them for long. */
  readonly whenShown: (act: () => void) => void;
}

/** @param fetch - fetches a member; settles when it is reported, or cannot be */
export function createKnownSenders(sink: Sink, fetch: MemberLookup["fetch"]): KnownSenders {
  /** Settles when all messages so far are reported. */
  let reported: Promise<void> = Promise.resolve();
  /** Settles when all reported messages are in the state. */
  let shown: Promise<void> = reported;
  /** The number of messages that wait for their sender, or behind another one. */
  let waiting = 0;
  return {
    report(message) {
      const { senderId } = message;
      const isKnown = sink.state().members.has(senderId);
      const report = (): void => {
        shown = sink.messages([message]);
      };
      if (isKnown && waiting === 0) return report();
      waiting++;
      reported = Promise.all([reported, isKnown || fetch(senderId)]).then(() => {
        waiting--;
        report();
      });
    },
    whenReported: (act) => void reported.then(act),
    whenShown: (act) => void reported.then(() => shown).then(act),
  };
}
