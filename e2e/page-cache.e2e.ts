import type { Page } from "@playwright/test";
import { AgentCalls } from "./agent-calls.ts";
import { expect, test } from "./fixtures.ts";

/*
 * The browser keeps a page when the visitor leaves it, and shows it again on the way back. Chromium
 * keeps none under its driver; Firefox decides before `pagehide` and keeps no page whose socket is
 * open then. So the page gets the events alone; webkit/page-cache.test.ts has a page that is kept.
 */

/** Locks of the page that are held or waited for. */
const locks = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    return held.length + pending.length;
  });
const turn = (page: Page, type: "pagehide" | "pageshow"): Promise<void> =>
  page.evaluate(
    (name) => void dispatchEvent(new PageTransitionEvent(name, { persisted: true })),
    type,
  );

test("a page with a running chat that goes away holds no socket and no lock, and the chat goes on when it is back", async ({
  page,
  server,
  visitor,
}) => {
  const sockets: { readonly isClosed: boolean }[] = [];
  page.on("websocket", (socket) => {
    const one = { isClosed: false };
    sockets.push(one);
    socket.on("close", () => (one.isClosed = true));
  });
  await visitor.begin(server.url, "my first words");
  const agent = new AgentCalls(server);
  await agent.takeNext();
  expect(await locks(page)).toBe(1);
  await turn(page, "pagehide");
  await expect.poll(() => locks(page)).toBe(0);
  await expect.poll(() => sockets.map(({ isClosed }) => isClosed)).toEqual([true]);
  await agent.write("while you were away");
  await turn(page, "pageshow");
  await expect(visitor.row("while you were away")).toBeVisible();
  await visitor.write("and back");
  await expect(visitor.row("and back")).toContainText("Sent");
  expect(await agent.reads()).toContain("and back");
  expect(await locks(page)).toBe(1);
});
