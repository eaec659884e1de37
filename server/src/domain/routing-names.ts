import { foldCase } from "./fold-case.ts";
import type { Organization } from "./tenant.ts";

/** Abilities of agents that a guest may ask for besides a queue. */
export type RoutingKind = "skills" | "languages";

/** The names of an organization's agents' skills or languages, each once, in their order. */
export function routingNames(
  { users }: Pick<Organization, "users">,
  kind: RoutingKind,
): readonly string[] {
  const names = users.flatMap((user) => user[kind]);
  // Of a name in two spellings the first one stays.
  const byName = new Map(names.toReversed().map((name) => [foldCase(name), name]));
  return [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
}
