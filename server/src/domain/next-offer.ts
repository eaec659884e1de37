import type { Agent } from "./agent.ts";
import { foldCase } from "./fold-case.ts";
import type { Queue, User } from "./tenant.ts";

/** An agent as the router sees one. */
export interface Candidate {
  readonly agent: Agent;
  readonly user: User;
  /** Chats that ring or run. */
  readonly load: number;
  /** When the agent last had anything to do; the longest idle goes first. */
  readonly idleSince: number;
}

export interface WaitingGuest {
  readonly queue: Queue;
  readonly skills: readonly string[];
  readonly language: string | null;
  /** When each agent last declined or missed this guest. */
  readonly refusals: ReadonlyMap<string, number>;
}

const same = (a: string, b: string): boolean => foldCase(a) === foldCase(b);

/** Whether this agent may be offered this guest at all. */
export function matches(candidate: Candidate, guest: WaitingGuest): boolean {
  const { agent, user } = candidate;
  return (
    agent.isPresent &&
    agent.status === "available" &&
    candidate.load < agent.capacity &&
    guest.queue.memberUserIds.includes(user.id) &&
    guest.skills.every((skill) => user.skills.some((own) => same(own, skill))) &&
    (guest.language === null || user.languages.some((own) => same(own, guest.language ?? "")))
  );
}

/**
 * Selects the agent to offer the guest to: the longest idle of those who match. An agent who
 * declined or did not answer is offered the guest again only when nobody else is free, and not
 * before `againAfterMs`.
 */
export function nextOffer(
  guest: WaitingGuest,
  candidates: readonly Candidate[],
  now: number,
  againAfterMs: number,
): Candidate | null {
  const able = candidates
    .filter((candidate) => matches(candidate, guest))
    .sort((a, b) => a.idleSince - b.idleSince || a.user.id.localeCompare(b.user.id));
  const fresh = able.find((candidate) => !guest.refusals.has(candidate.user.id));
  if (fresh !== undefined) return fresh;
  return (
    able.find((candidate) => now - (guest.refusals.get(candidate.user.id) ?? 0) >= againAfterMs) ??
    null
  );
}
