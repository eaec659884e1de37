import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/**
 * The number of proxies in a row before the server, or the addresses (CIDR allowed) of the proxies.
 * 0: none.
 */
export type TrustedProxies = number | readonly string[];

/** Whether the sender at `hop` is a trusted proxy; hop 0 is the peer of the TCP connection. */
export type Trust = (address: string, hop: number) => boolean;

const MAX_HOPS = 32;

/**
 * Reads `PARLOR_TRUST_PROXY`: a hop count or a comma-separated list of addresses and CIDRs. Null
 * when it is neither.
 */
export function parseTrustedProxies(text: string): TrustedProxies | null {
  if (/^\d+$/.test(text)) return Number(text) <= MAX_HOPS ? Number(text) : null;
  const entries = text.split(",").map((entry) => entry.trim());
  return entries.every(isAddressOrRange) ? entries : null;
}

function isAddressOrRange(entry: string): boolean {
  const [address = "", prefix, ...rest] = entry.split("/");
  const family = isIP(address);
  if (family === 0 || address.includes("%") || rest.length > 0) return false;
  if (prefix === undefined) return true;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
}

export function createTrust(trusted: TrustedProxies): Trust {
  if (typeof trusted === "number") return (_, hop) => hop < trusted;
  const list = new BlockList();
  for (const entry of trusted) {
    const [address = "", prefix] = entry.split("/");
    const family = isIP(address) === 4 ? "ipv4" : "ipv6";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => {
    const bare = plainAddress(address);
    const family = isIP(bare);
    return family !== 0 && list.check(bare, family === 4 ? "ipv4" : "ipv6");
  };
}

/**
 * The visitor's address: the first sender, seen from this server, that is no trusted proxy. Proxies
 * append to `X-Forwarded-For`, so its last entry is the nearest; entries before an untrusted one
 * may be made up.
 */
export function clientAddress(request: IncomingMessage, trust: Trust): string {
  const header = request.headers["x-forwarded-for"];
  const entries = (Array.isArray(header) ? header.join(",") : (header ?? ""))
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  let address = request.socket.remoteAddress ?? "";
  for (let hop = 0; entries.length > 0 && trust(address, hop); hop++)
    address = entries.pop() ?? address;
  return plainAddress(address);
}

/**
 * The key under which limits count an address: a whole IPv4 address, but the /64 of an IPv6
 * address, because a single visitor may have all of it.
 */
export function addressKey(address: string): string {
  const bare = plainAddress(address);
  if (isIP(bare) !== 6) return bare.slice(0, 64);
  return `${groupsOf(bare).slice(0, 4).join(":")}::/64`;
}

/**
 * Removes port, brackets and zone, and turns an IPv4-mapped IPv6 address into IPv4. Text that is no
 * address is returned unchanged.
 */
function plainAddress(address: string): string {
  const bare =
    /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ??
    /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(address)?.[1] ??
    address;
  const withoutZone = bare.split("%")[0] ?? bare;
  if (isIP(withoutZone) !== 6) return withoutZone;
  const groups = groupsOf(withoutZone);
  if (groups.slice(0, 5).some((group) => group !== "0") || groups[5] !== "ffff") return withoutZone;
  return groups
    .slice(6)
    .flatMap((group) => {
      const value = Number.parseInt(group, 16);
      return [value >> 8, value & 0xff];
    })
    .join(".");
}

/** The eight groups of a valid IPv6 address, in lower case and without leading zeros. */
function groupsOf(address: string): string[] {
  // The URL parser writes every form of an address in the same way.
  const normal = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = normal.split("::");
  const split = (part: string | undefined): string[] => (part ? part.split(":") : []);
  const [left, right] = [split(head), split(tail)];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...(tail === undefined ? [] : zeros), ...right];
}
