import { BlockList, isIP } from "node:net";

type Range = readonly [address: string, prefix: number];

function listOf(v4: readonly Range[], v6: readonly Range[]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of v4) list.addSubnet(address, prefix, "ipv4");
  for (const [address, prefix] of v6) list.addSubnet(address, prefix, "ipv6");
  return list;
}

const loopback = listOf([["127.0.0.0", 8]], [["::1", 128]]);

/** Networks of companies and homes. IPv6 ranges that stand for IPv4 addresses may lead there. */
const internal = listOf(
  [
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["172.16.0.0", 12],
    ["192.168.0.0", 16],
  ],
  [
    ["fc00::", 7],
    ["64:ff9b::", 96],
    ["64:ff9b:1::", 48],
    ["2001::", 32],
    ["2002::", 16],
  ],
);

/** Link-local addresses, where clouds keep their credentials, and those that are nobody's. */
const special = listOf(
  [
    ["0.0.0.0", 8],
    ["169.254.0.0", 16],
    ["192.0.0.0", 24],
    ["192.0.2.0", 24],
    ["198.18.0.0", 15],
    ["198.51.100.0", 24],
    ["203.0.113.0", 24],
    ["224.0.0.0", 4],
    ["240.0.0.0", 4],
  ],
  [
    ["::", 96],
    ["100::", 64],
    ["2001:db8::", 32],
    ["fe80::", 10],
    ["fec0::", 10],
    ["ff00::", 8],
  ],
);

/**
 * The kind of an IP address. `special` ones are never called, `internal` and `loopback` ones if
 * that is allowed. An IPv4 address in IPv6 spelling is the IPv4 address; any other text is special.
 */
export function addressKind(address: string): "public" | "internal" | "loopback" | "special" {
  const version = isIP(address);
  if (version === 0) return "special";
  const family = version === 6 ? "ipv6" : "ipv4";
  if (loopback.check(address, family)) return "loopback";
  if (special.check(address, family)) return "special";
  return internal.check(address, family) ? "internal" : "public";
}
