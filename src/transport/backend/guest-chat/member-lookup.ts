import type { MemberId } from "../../conversation/message.ts";
import type { IncomingMember } from "../../conversation/state.ts";

/** Fetches the members that frames mention. */
export interface MemberLookup {
  /** Fetches a member once, however many frames mention it. */
  fetch(id: MemberId): void;
  /** Fetches a member whose data may have changed. */
  fetchAgain(id: MemberId): void;
  /** Applies the stream's latest change of a member: it is newer than any answer under way. */
  change(id: MemberId, apply: () => void): void;
  /** Forgets everything: a catch-up fetches all members. */
  reset(): void;
}

export function createMemberLookup(deps: {
  readonly ask: (id: MemberId) => Promise<IncomingMember>;
  readonly report: (member: IncomingMember) => void;
  readonly onFailure: (error: unknown) => void;
}): MemberLookup {
  let requested = new Set<MemberId>();
  let changes = new Map<MemberId, () => void>();

  function fetch(id: MemberId): void {
    if (requested.has(id)) return;
    requested.add(id);
    const known = changes;
    deps.ask(id).then(
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
    );
  }

  return {
    fetch,
    fetchAgain(id) {
      requested.delete(id);
      fetch(id);
    },
    change(id, apply) {
      changes.set(id, apply);
      apply();
    },
    reset() {
      requested = new Set();
      changes = new Map();
    },
  };
}
