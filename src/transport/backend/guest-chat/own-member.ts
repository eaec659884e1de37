import type { EndReason } from "../../conversation/state.ts";
import type { Clock } from "../../ports/clock.ts";

/** Without a report of its state, the own member counts as connected after this long. */
const OWN_STATE_MS = 3_000;
/** An agent who left at most this long before the guest's end has ended the conversation. */
const END_CORRELATION_MS = 2_000;

/** The guest's own member, as far as the server has reported it. */
export interface OwnMember {
  isConnected(): boolean;
  readonly connected: () => void;
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
  let isLeaving = false;
  let agentLeftAt = Number.NEGATIVE_INFINITY;
  let cancelWait = (): void => undefined;

  function connected(): void {
    cancelWait();
    isConnected = true;
    onConnected();
  }
  function unknown(): void {
    cancelWait();
    isConnected = false;
  }
  return {
    isConnected: () => isConnected,
    connected,
    unknown,
    await() {
      unknown();
      cancelWait = clock.after(OWN_STATE_MS, connected);
    },
    agentLeft() {
      agentLeftAt = clock.now();
    },
    leaving: (value) => void (isLeaving = value),
    endReason: () =>
      isLeaving ? "guest" : clock.now() - agentLeftAt <= END_CORRELATION_MS ? "agent" : "system",
  };
}
