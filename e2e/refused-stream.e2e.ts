import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { engine } from "./engine-subjects.ts";

/*
 * The server sends an address for its event stream that the browser cannot open. Behind a proxy
 * that ends TLS this may be plain ws on an https page, or any other text. The visitor's fixture
 * fails a test whose page throws or rejects.
 */

/** Collects the events that the page receives and its console messages, as text. */
async function watchWords(page: Page): Promise<() => Promise<string>> {
  const logged: string[] = [];
  page.on("console", (message) => logged.push(message.text()));
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    addEventListener("unhandledrejection", ({ reason }) =>
      heard.push(`rejected: ${String(reason)}`),
    );
    for (const type of ["error", "connection", "state", "conversation:expired"])
      addEventListener(`parlor:${type}`, (event) =>
        heard.push(JSON.stringify((event as CustomEvent).detail)),
      );
  });
  return async () =>
    [
      ...logged,
      ...(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)),
    ].join("\n");
}
/**
 * Changes the stream's address in the server's answer to a create call. This happens in the page,
 * as Firefox's driver hands over a routed request without its body.
 * @param change - other fields of the answer; `{jwt}` in the stream's address stands for the token
 * @returns the token that the server gave
 */
async function answerCreate(
  page: Page,
  change: { readonly eventStreamUri?: string; readonly extensions?: readonly string[] },
): Promise<() => Promise<string>> {
  await page.addInitScript((given) => {
    const ask = window.fetch;
    window.fetch = async (input, init) => {
      const response = await ask(input, init);
      const url = input instanceof Request ? input.url : String(input);
      if (init?.method !== "POST" || !url.endsWith("/webchat/guest/conversations")) return response;
      const reply = (await response.json()) as { jwt: string };
      Object.assign(window, { givenToken: reply.jwt });
      if ("isHonest" in window) return new Response(JSON.stringify(reply), response);
      const address = given.eventStreamUri?.replace("{jwt}", reply.jwt);
      const changed = { ...given, ...(address !== undefined && { eventStreamUri: address }) };
      return new Response(JSON.stringify({ ...reply, ...changed }), response);
    };
  }, change);
  return () => page.evaluate(() => (window as unknown as { givenToken: string }).givenToken);
}

for (const [name, address] of [
  ["cannot be read", "ws://[/chat/jwt/{jwt}"],
  ["is of another scheme", "ftp://127.0.0.1/chat/jwt/{jwt}"],
  ["holds a password", "wss://a:b@127.0.0.1/chat/jwt/{jwt}"],
] as const)
  test(`an address that ${name}: the chat goes on by asking, and no word holds the token`, {
    tag: engine("network"),
  }, async ({ server, visitor, agent }) => {
    const { page } = visitor;
    const words = await watchWords(page);
    const givenToken = await answerCreate(page, { eventStreamUri: address });
    await visitor.arrive(server.url);
    await visitor.openChat();
    await visitor.write("Do you hear me?");
    await expect(visitor.row("Do you hear me?")).toContainText("Sent");
    await agent.takeNext();
    await agent.write("I do");
    await expect(visitor.row("I do")).toBeVisible({ timeout: 15_000 });
    await expect(visitor.panel).not.toContainText("Reconnecting");
    const token = await givenToken();
    // The stored session is no better than the answer was.
    await visitor.reload();
    await expect(visitor.row("I do")).toBeVisible();
    await agent.write("and still do");
    await expect(visitor.row("and still do")).toBeVisible({ timeout: 20_000 });
    expect(token).toMatch(/^ey/);
    expect(await words()).not.toContain(token);
    expect(await words()).not.toContain("rejected");
  });

test("a browser in which every address is refused: the chat goes on by asking", async ({
  server,
  visitor,
}) => {
  const { page } = visitor;
  const words = await watchWords(page);
  const givenToken = await answerCreate(page, {});
  await page.addInitScript(() => {
    window.WebSocket = class {
      static readonly CLOSING = 2;
      constructor(address: string) {
        throw new DOMException(`An insecure connection to '${address}'`, "SecurityError");
      }
    } as unknown as typeof WebSocket;
  });
  await visitor.arrive(server.url);
  await visitor.openChat();
  await visitor.write("Do you hear me?");
  await expect(visitor.row("Do you hear me?")).toContainText("Sent");
  expect(await words()).toContain(`"state":"polling"`);
  expect(await givenToken()).toMatch(/^ey/);
  expect(await words()).not.toContain(await givenToken());
});

test("without polling the panel says that the chat did not open, with a code, and the next try works", {
  tag: engine("network"),
}, async ({ server, visitor }) => {
  const { page } = visitor;
  const words = await watchWords(page);
  const givenToken = await answerCreate(page, {
    eventStreamUri: "ws://[/chat/jwt/{jwt}",
    extensions: [],
  });
  await visitor.arrive(server.url);
  await visitor.launcher.click();
  await expect(visitor.panel).toContainText("The chat didn’t open");
  await expect(visitor.panel).toContainText("PL-204");
  expect(await words()).not.toContain(await givenToken());
  await page.evaluate(() => Object.assign(window, { isHonest: true }));
  await visitor.panel.getByRole("button", { name: "Try again" }).click();
  await visitor.write("At last");
  await expect(visitor.row("At last")).toContainText("Sent");
});
