import type { EndReason } from "../../conversation/state.ts";
import type { Clock } from "../../ports/clock.ts";

/** Without a report of its state, the own member counts as connected after this long. */
const OWN_STATE_MS = 3_000;
const MAX_OWN_STATE_MS = 60_000;
/** An agent who left at most this long before the guest's end has ended the conversation. */
const END_CORRELATION_MS = 2_000;

/** The guest's own member, as far as the server has reported it. */
export interface OwnMember {
  isConnected(): boolean;
  readonly connected: () => void;
  /**
   * Notes that the server refused a message because of the conversation's state.
   * @returns whether the message may be sent later: the member was only assumed to be connected.
   *   From then on it is not, until the server reports it or a longer wait is over
   */
  readonly refused: () => boolean;
  /** Its state is unknown from now on: the connection is lost, or a new one begins. */
  unknown(): void;
  /** A new connection begins, on which its state will be reported. */
  await(): void;
  agentLeft(): void;
  /** Notes that the guest has asked to leave, which is then the reason of the end. */
  readonly leaving: (isLeaving: boolean) => void;
  /** Returns the likely reason of an end for which the server names none. */
  endReason(): EndReason;
}

export function createOwnMember(clock: Clock, onConnected: () => void): OwnMember {
  let isConnected = false;
  let isReported = false;
  let waitMs = OWN_STATE_MS;
  let isLeaving = false;
  let agentLeftAt = Number.NEGATIVE_INFINITY;
  let cancelWait = (): void => undefined;

  function assume(): void {
    cancelWait();
    isConnected = true;
    onConnected();
  }
  function unknown(): void {
    cancelWait();
    isConnected = false;
    isReported = false;
  }
  function wait(ms: number): void {
    unknown();
    waitMs = ms;
    cancelWait = clock.after(ms, assume);
  }
  return {
    isConnected: () => isConnected,
    connected() {
      isReported = true;
      assume();
    },
    refused() {
      if (isReported) return false;
      // Not connected at all: the connection was lost meanwhile, and the next one waits anew.
      if (isConnected) wait(Math.min(2 * waitMs, MAX_OWN_STATE_MS));
      return true;
    },
    unknown,
    await: () => wait(OWN_STATE_MS),
    agentLeft() {
      agentLeftAt = clock.now();
    },
    leaving: (value) => void (isLeaving = value),
    endReason: () =>
      isLeaving ? "guest" : clock.now() - agentLeftAt <= END_CORRELATION_MS ? "agent" : "system",
  };
}
