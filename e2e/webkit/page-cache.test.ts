import { afterEach, beforeEach, expect, test } from "vitest";
import { AgentCalls } from "../agent-calls.ts";
import { page, snippet } from "../host-page.ts";
import { ServerProcess } from "../server-process.ts";
import { Site } from "../site.ts";
import { WebkitVisitor } from "./webkit-visitor.ts";

/* WebKit keeps a page when the visitor leaves it, and shows it again, with all its state. */

/** Collects in `shows` whether the page came out of the cache, each time that it is shown. */
const listen = `<script>
  window.shows = [];
  addEventListener("pageshow", (event) => shows.push(event.persisted));
</script>`;

let server: ServerProcess;
let site: Site;
let visitor: WebkitVisitor;

beforeEach(async () => {
  server = new ServerProcess();
  site = new Site();
  await Promise.all([server.start(), site.open()]);
  site.put("/", page({ head: listen, body: `<h1>Night trains</h1>${await snippet(server)}` }));
  site.put("/fares", page({ body: "<h1>Fares</h1>" }));
  visitor = await WebkitVisitor.arrive();
});

afterEach(async () => {
  await visitor.leave();
  site.close();
  await server.dispose();
});

test("the browser keeps a page with a running chat, and the chat goes on when the visitor comes back", async () => {
  await visitor.goTo(`${site.url}/`);
  await visitor.press("Chat with us");
  await visitor.write("Where is my berth?");
  await visitor.row("Where is my berth?", "Sent");
  const agent = new AgentCalls(server);
  await agent.takeNext();
  await visitor.sees(".pl-log", "Noor Haddad joined the chat");

  await visitor.goTo(`${site.url}/fares`);
  await agent.write("In car seven, by the window.");
  await visitor.goBack();
  await visitor.row("In car seven, by the window.");
  await visitor.write("Thank you!");
  await visitor.row("Thank you!", "Sent");
  expect(await visitor.driver.executeScript("return window.shows")).toEqual([false, true]);
  expect(await agent.reads()).toContain("Thank you!");
});
