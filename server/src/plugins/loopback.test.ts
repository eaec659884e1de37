import { expect, test } from "vitest";
import { isLoopback } from "./loopback.ts";

test.each([
  "localhost",
  "LOCALHOST:8080",
  "127.0.0.1",
  "127.0.0.1:8080",
  "127.8.9.1",
  "::1",
  "[::1]",
  "[::1]:8080",
  "0:0:0:0:0:0:0:1",
  "::ffff:127.0.0.1",
  "[::ffff:7f00:1]:8080",
])("%s is this machine", (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each([
  "",
  "evil.example",
  "localhost.evil.example",
  "127.0.0.1.evil.example:8080",
  "127.evil.example",
  "10.0.0.1",
  "0.0.0.0",
  "::",
  "[::ffff:10.0.0.1]",
  "[::1].evil.example",
  "evil.example:127.0.0.1",
])("%s is not", (host) => {
  expect(isLoopback(host)).toBe(false);
});
