import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import {
  addressKey,
  clientAddress,
  createTrust,
  parseTrustedProxies,
  type TrustedProxies,
} from "./client-address.ts";

const addressOf = (trusted: TrustedProxies, peer: string, forwarded?: string): string =>
  clientAddress(
    {
      headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
      socket: { remoteAddress: peer },
    } as unknown as IncomingMessage,
    createTrust(trusted),
  );

describe("the visitor's address", () => {
  test("is the peer's when no proxy is trusted, whatever the header says", () => {
    expect(addressOf(0, "203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
    expect(addressOf([], "203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
  });

  test("is the last entry with one hop: the entries before it may be made up", () => {
    expect(addressOf(1, "10.0.0.1", "6.6.6.6, 198.51.100.1")).toBe("198.51.100.1");
    expect(addressOf(1, "10.0.0.1", "6.6.6.6,, ,198.51.100.1")).toBe("198.51.100.1");
  });

  test("is the last but one with two hops, and never more than the header has", () => {
    expect(addressOf(2, "10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2")).toBe("198.51.100.1");
    expect(addressOf(2, "10.0.0.1", "198.51.100.1")).toBe("198.51.100.1");
    expect(addressOf(2, "10.0.0.1")).toBe("10.0.0.1");
  });

  test("is the first one from the right that is not in the list", () => {
    const list = ["10.0.0.0/8", "2001:db8:1::/48"];
    expect(addressOf(list, "10.0.0.1", "6.6.6.6, 198.51.100.1, 10.9.9.9")).toBe("198.51.100.1");
    expect(addressOf(list, "::ffff:10.0.0.1", "198.51.100.1")).toBe("198.51.100.1");
    expect(addressOf(list, "2001:db8:1::5", "198.51.100.1")).toBe("198.51.100.1");
    expect(addressOf(list, "203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
  });

  test("is read with a port, brackets or a zone", () => {
    expect(addressOf(1, "10.0.0.1", "198.51.100.1:4711")).toBe("198.51.100.1");
    expect(addressOf(1, "10.0.0.1", "[2001:db8::1]:4711")).toBe("2001:db8::1");
    expect(addressOf(0, "fe80::1%eth0")).toBe("fe80::1");
  });
});

test.each([
  ["1.2.3.4", "1.2.3.4"],
  ["::ffff:1.2.3.4", "1.2.3.4"],
  ["::FFFF:102:304", "1.2.3.4"],
  ["2001:db8:0:1::1", "2001:db8:0:1::/64"],
  ["2001:0DB8:0:1:ffff:ffff:ffff:ffff", "2001:db8:0:1::/64"],
  ["[2001:db8:0:1::1]:80", "2001:db8:0:1::/64"],
  ["::1", "0:0:0:0::/64"],
  ["unknown", "unknown"],
])("%s is counted as %s", (address, key) => {
  expect(addressKey(address)).toBe(key);
});

test("text that is no address is counted, but not at any length", () => {
  expect(addressKey("x".repeat(10_000))).toHaveLength(64);
});

test.each([
  ["0", 0],
  ["1", 1],
  ["12", 12],
  ["10.0.0.1", ["10.0.0.1"]],
  ["10.0.0.0/8, ::1,2001:db8::/32", ["10.0.0.0/8", "::1", "2001:db8::/32"]],
])("%s names trusted proxies", (text, expected) => {
  expect(parseTrustedProxies(text)).toEqual(expected);
});

test.each([
  "yes",
  "true",
  "-1",
  "33",
  "1.5",
  "10.0.0.0/33",
  "10.0.0.1/8/8",
  "10.0.0.1,",
  "::1/129",
])("%s does not", (text) => {
  expect(parseTrustedProxies(text)).toBeNull();
});
