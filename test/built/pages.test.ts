import { afterAll, beforeAll, expect, test } from "vitest";
import { ServerProcess } from "../../e2e/server-process.ts";
import { openRaw } from "../../server/src/testing/raw-client.ts";

/* The headers of the built pages, however their addresses are written. */

const server = new ServerProcess();
beforeAll(() => server.start());
afterAll(() => server.dispose());

/** Asks for a path as it is: an HTTP client would tidy it. */
async function headOf(path: string): Promise<string> {
  const port = Number(new URL(server.url).port);
  const client = await openRaw(
    port,
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
  );
  return ((await client.ended()).split("\r\n\r\n")[0] ?? "").toLowerCase();
}

test.each(["/desk", "/desk/", "/desk/index.html", "/desk/./index.html", "/%64esk/index.html"])(
  "the desk at %s runs under its policy, and no other site frames it",
  async (path) => {
    const head = await headOf(path);
    expect(head).toContain("200 ok");
    expect(head).toContain("text/html");
    expect(head).toMatch(/content-security-policy: default-src 'none'.*frame-ancestors 'self'/);
    expect(head).toContain("x-frame-options: sameorigin");
    expect(head).toContain("x-content-type-options: nosniff");
  },
);

test.each(["/", "/index.html", "/./index.html", "/nothing-here"])(
  "the demo page at %s is framed by no other site",
  async (path) => {
    const head = await headOf(path);
    expect(head).toContain("content-security-policy: frame-ancestors 'self'");
    expect(head).toContain("x-frame-options: sameorigin");
  },
);

test("the loader, which every site uses, has no such policy", async () => {
  const head = await headOf("/parlor.js");
  expect(head).toContain("200 ok");
  expect(head).not.toContain("content-security-policy");
});
