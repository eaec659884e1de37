import type { MemberId } from "../../conversation/message.ts";
import type { IncomingMember } from "../../conversation/state.ts";
import type { Clock } from "../../ports/clock.ts";

/** Fetches the members that frames mention. */
export interface MemberLookup {
  /**
   * Fetches a member once, however many frames mention it.
   * @returns settles when it is reported, or cannot be, after 3 s at the latest
   */
  readonly fetch: (id: MemberId) => Promise<void>;
  /** Fetches a member whose data may have changed. */
  fetchAgain(id: MemberId): void;
  /** Applies the stream's latest change of a member: it is newer than any answer under way. */
  change(id: MemberId, apply: () => void): void;
  /** Forgets everything: a catch-up fetches all members. */
  reset(): void;
}

/** A message waits no longer for its sender. */
const MAX_WAIT_MS = 3_000;

export function createMemberLookup(deps: {
  readonly clock: Clock;
  readonly ask: (id: MemberId) => Promise<IncomingMember>;
  readonly report: (member: IncomingMember) => void;
  readonly onFailure: (error: unknown) => void;
}): MemberLookup {
  let requested = new Map<MemberId, Promise<void>>();
  let changes = new Map<MemberId, () => void>();

  function fetch(id: MemberId): Promise<void> {
    const known = changes;
    const asked =
      requested.get(id) ??
      new Promise((resolve) => {
        const cancel = deps.clock.after(MAX_WAIT_MS, resolve);
        void deps
          .ask(id)
          .then(
            (member) => {
              // A catch-up meanwhile has fetched newer members.
              if (known !== changes) return;
              deps.report(member);
              changes.get(id)?.();
            },
            (error: unknown) => {
              requested.delete(id);
              deps.onFailure(error);
            },
          )
          .then(cancel)
          .then(resolve);
      });
    requested.set(id, asked);
    return asked;
  }

  return {
    fetch,
    fetchAgain(id) {
      requested.delete(id);
      void fetch(id);
    },
    change(id, apply) {
      changes.set(id, apply);
      apply();
    },
    reset() {
      requested = new Map();
      changes = new Map();
    },
  };
}
