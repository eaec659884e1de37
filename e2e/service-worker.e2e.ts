import { AgentCalls } from "./agent-calls.ts";
import { expect, test } from "./fixtures.ts";
import { page as htmlOf, snippet } from "./host-page.ts";

/* Service workers of the page, which see every request of the widget. */

/** Answers each address from its cache once it has been asked. */
const KEEPS_EVERYTHING = `
  addEventListener("install", () => skipWaiting());
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  addEventListener("fetch", (event) => {
    if (event.request.method !== "GET" || event.request.url.endsWith("/")) return;
    event.respondWith((async () => {
      const cache = await caches.open("all");
      const kept = await cache.match(event.request);
      if (kept) return kept;
      const reply = await fetch(event.request);
      await cache.put(event.request, reply.clone());
      return reply;
    })());
  });`;

test("a service worker that keeps every GET hides no message", async ({
  page,
  server,
  site,
  visitor,
}) => {
  site.put("/worker.js", KEEPS_EVERYTHING, { "content-type": "text/javascript" });
  site.put("/", htmlOf({ body: await snippet(server) }));
  await visitor.arrive(`${site.url}/`);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/worker.js");
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await page.waitForFunction("navigator.serviceWorker.controller !== null");
  await visitor.begin(`${site.url}/`, "first words");
  const agent = new AgentCalls(server);
  await agent.takeNext();
  await page.reload();
  await expect(visitor.row("first words")).toBeVisible();
  await agent.write("an answer");
  await visitor.write("second words");
  await expect(visitor.row("second words")).toContainText("Sent");
  await expect(visitor.row("an answer")).toBeVisible();
  await page.reload();
  for (const text of ["first words", "an answer", "second words"])
    await expect(visitor.row(text)).toBeVisible();
});
