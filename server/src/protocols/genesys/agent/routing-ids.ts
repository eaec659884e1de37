import { createHash } from "node:crypto";
import { foldCase } from "../../../domain/fold-case.ts";
import { routingNames, type RoutingKind } from "../../../domain/routing-names.ts";
import type { Organization } from "../../../domain/tenant.ts";

/* Skills and languages have names in the configuration, and ids in the vendor's operations. */

const NAMESPACE = Buffer.from("0c7b6f5e41d24f0b9a5d8d3f2e6b7c19", "hex");

/** The id of a name, in any case: a UUID of version 5. */
export function routingId(kind: RoutingKind, name: string): string {
  const bytes = createHash("sha1")
    .update(NAMESPACE)
    .update(`${kind}:${foldCase(name)}`)
    .digest();
  const hex = [
    bytes.subarray(0, 6).toString("hex"),
    (((bytes[6] ?? 0) & 0x0f) | 0x50).toString(16),
    bytes.subarray(7, 8).toString("hex"),
    (((bytes[8] ?? 0) & 0x3f) | 0x80).toString(16),
    bytes.subarray(9, 16).toString("hex"),
  ].join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** A name as views have it. */
interface RoutingRef {
  readonly id: string;
  readonly name: string;
  readonly selfUri: string;
}

export function routingRef(kind: RoutingKind, name: string): RoutingRef {
  const id = routingId(kind, name);
  return { id, name, selfUri: `/api/v2/routing/${kind}/${id}` };
}

/** The organization's name with this id; undefined when it has none. */
export const routingNameOf = (
  organization: Organization,
  kind: RoutingKind,
  id: string,
): string | undefined =>
  routingNames(organization, kind).find((name) => routingId(kind, name) === id);
