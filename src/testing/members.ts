import { newId } from "parlor-contract/new-id";
import type { MemberRole, MemberState } from "parlor-contract/records";
import type { Person } from "./model.ts";
import type { Member } from "./records.ts";

interface NewMember {
  readonly person: Person;
  readonly customFields?: Readonly<Record<string, string>>;
  readonly isAuthenticated?: boolean;
}

/** The members of one conversation, in the order in which they joined. */
export class Members {
  readonly #conversationId: string;
  readonly #stamp: () => number;
  readonly #members = new Map<string, Member>();

  /** @param stamp - returns the time at which a member joins */
  constructor(conversationId: string, stamp: () => number) {
    this.#conversationId = conversationId;
    this.#stamp = stamp;
  }

  get all(): readonly Member[] {
    return [...this.#members.values()];
  }

  get(id: string): Member | undefined {
    return this.#members.get(id);
  }

  /** Those of a role that have not left. */
  present(role: MemberRole): readonly Member[] {
    return this.all.filter((member) => member.role === role && member.state !== "DISCONNECTED");
  }

  add(role: MemberRole, state: MemberState, member: NewMember): Member {
    const { person, customFields = {}, isAuthenticated = false } = member;
    const added: Member = {
      id: newId(),
      conversationId: this.#conversationId,
      role,
      state,
      displayName: person.displayName,
      firstName: person.firstName ?? null,
      lastName: person.lastName ?? null,
      email: person.email ?? null,
      phoneNumber: person.phoneNumber ?? null,
      avatarImageUrl: person.avatarImageUrl ?? null,
      authenticatedGuest: isAuthenticated,
      customFields,
      joinedAt: this.#stamp(),
      leftAt: null,
      leaveReason: null,
    };
    this.#members.set(added.id, added);
    return added;
  }

  change(member: Member, change: Partial<Member>): Member {
    const changed = { ...member, ...change };
    this.#members.set(member.id, changed);
    return changed;
  }
}
