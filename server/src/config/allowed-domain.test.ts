import { expect, test } from "vitest";
import { domainProblem } from "./allowed-domain.ts";

test.each([
  "www.example.com",
  "WWW.Example.com",
  "*.example.com",
  "localhost",
  "localhost:3000",
  "127.0.0.1:8080",
  "[::1]:3000",
  "xn--mnchen-3ya.example",
  "example.com.",
])("%s can match a page", (entry) => {
  expect(domainProblem(entry)).toBeNull();
});

test.each([
  ["https://www.example.com", "www.example.com"],
  ["http://localhost:3000", "localhost:3000"],
  ["https://www.example.com:443", "www.example.com"],
  ["www.example.com/", "www.example.com"],
  ["https://www.example.com/shop?a#b", "www.example.com"],
  ["//www.example.com", null],
  ["capacitor://localhost", "localhost"],
  ["münchen.example", "xn--mnchen-3ya.example"],
  ["https://*.München.example/", "*.xn--mnchen-3ya.example"],
  ["*.example.com:8080", "*.example.com"],
  [".example.com", "*.example.com"],
  [" www.example.com", "www.example.com"],
  ["user@www.example.com", "www.example.com"],
  ["example.com:443", "example.com"],
  ["www.*.com", null],
  ["*example.com", null],
  ["*.", null],
  ["::1", null],
  ["a b", null],
])("%s matches no page, and %s is what to write", (entry, meant) => {
  const advice = meant === null ? "a host name, such as" : `"${meant}"`;
  expect(domainProblem(entry)).toContain(`"${entry}" matches no page: write ${advice}`);
});

test("an asterisk alone says how to allow every page", () => {
  expect(domainProblem("*")).toContain("leave allowedDomains empty");
  expect(domainProblem("null")).toContain("opaque origin");
});
