import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { createTrust } from "./client-address.ts";
import { isOriginAllowed } from "./origin.ts";
import { createPublicBase } from "./public-base.ts";
import { lanternLine } from "../testing/tenant-fixture.ts";

const request = (headers: Readonly<Record<string, string>>): IncomingMessage =>
  ({
    headers,
    socket: { remoteAddress: "10.0.0.1", localAddress: "::1", localPort: 8080 },
  }) as unknown as IncomingMessage;
const trust = createTrust(1);
const nobody = createTrust(0);

test("with a public URL no header has a say", () => {
  const base = createPublicBase("https://chat.example.com", trust);
  const asked = request({
    host: "evil.example",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "http",
  });
  expect(base.of(asked)).toBe("https://chat.example.com");
  expect(base.streamOf(asked)).toBe("wss://chat.example.com");
  expect(base.isOwnPage(new URL("https://evil.example"), asked)).toBe(false);
  expect(base.isOwnPage(new URL("http://chat.example.com"), asked)).toBe(false);
  expect(base.isOwnPage(new URL("https://chat.example.com:443"), asked)).toBe(true);
});

test("without one the Host header decides, and the forwarded headers of a trusted proxy only", () => {
  const headers = {
    host: "inside:8080",
    "x-forwarded-host": "made-up.example, chat.example.com",
    "x-forwarded-proto": "gopher, https",
  };
  expect(createPublicBase(null, nobody).streamOf(request(headers))).toBe("ws://inside:8080");
  expect(createPublicBase(null, trust).streamOf(request(headers))).toBe("wss://chat.example.com");
});

test.each(["", "evil.example/path", "user@evil.example", "a b", "evil.example:port"])(
  'a host "%s" that would change the address is replaced by where the request came in',
  (host) => {
    expect(createPublicBase(null, nobody).of(request({ host }))).toBe("http://[::1]:8080");
  },
);

test("a forwarded scheme that is none is ignored", () => {
  const asked = request({ host: "chat.example.com", "x-forwarded-proto": "javascript" });
  expect(createPublicBase(null, trust).of(asked)).toBe("http://chat.example.com");
});

test("a list of domains cannot be got round with a Host header when there is a public URL", () => {
  const deployment = { ...lanternLine.deployments[0]!, allowedDomains: ["www.example.com"] };
  const asked = (origin: string): IncomingMessage => request({ origin, host: "evil.example" });
  const base = createPublicBase("https://chat.example.com", nobody);
  expect(isOriginAllowed(deployment, asked("http://evil.example"), base)).toBe(false);
  expect(isOriginAllowed(deployment, asked("https://chat.example.com"), base)).toBe(true);
  expect(isOriginAllowed(deployment, asked("https://www.example.com"), base)).toBe(true);
});
