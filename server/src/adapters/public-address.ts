import { BlockList, isIP } from "node:net";

/* The addresses of the internet, without those of private networks. */

const blocked = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  blocked.addSubnet(network, prefix, "ipv4");

const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");
/** Addresses that lead to others: Teredo, documentation, 6to4. */
const leading6 = new BlockList();
leading6.addSubnet("2001::", 23, "ipv6");
leading6.addSubnet("2001:db8::", 32, "ipv6");
leading6.addSubnet("2002::", 16, "ipv6");

/** Whether an IP address is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !blocked.check(address, "ipv4");
    case 6:
      return global6.check(address, "ipv6") && !leading6.check(address, "ipv6");
    default:
      return false;
  }
}
