import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AgentCalls } from "../agent-calls.ts";
import { block, page, snippet } from "../host-page.ts";
import { ServerProcess } from "../server-process.ts";
import { Site } from "../site.ts";
import { WebkitVisitor } from "./webkit-visitor.ts";

/* Whole pages in WebKit: the built script tag of the real server, on somebody else's origin. */

const preChat = {
  fields: [
    { name: "displayName", type: "text" },
    { name: "email", type: "email" },
    {
      name: "subject",
      type: "select",
      label: "What is it about?",
      options: ["Change a booking", "Refunds"],
    },
  ],
  privacyUrl: "https://lantern.example/privacy",
};
/** Collects the page's errors in `wrong`, which the end of the test reads. */
const listen = `<script>
  window.wrong = [];
  addEventListener("error", (event) => wrong.push(String(event.message)));
  addEventListener("unhandledrejection", (event) => wrong.push(String(event.reason)));
</script>`;
// The browser's own window has a least width; a frame gives the page that of a phone.
const phone = `<iframe src="/" title="Phone" style="width: 390px; height: 680px; border: 0"></iframe>`;

const pictures = fileURLToPath(new URL("../../test-results/webkit/", import.meta.url));
mkdirSync(pictures, { recursive: true });

let server: ServerProcess;
let site: Site;
let visitor: WebkitVisitor;

beforeEach(async () => {
  server = new ServerProcess();
  site = new Site();
  await Promise.all([server.start(), site.open()]);
  const head = `<meta name="viewport" content="width=device-width">${listen}${await block(server, { preChat, backCloses: true })}`;
  site.put("/", page({ head, body: `<h1>Night trains</h1>${await snippet(server)}` }));
  site.put("/phone", page({ body: phone }));
  visitor = await WebkitVisitor.arrive();
});

afterEach(async () => {
  await visitor.leave();
  site.close();
  await server.dispose();
});

const picture = (name: string): Promise<void> => visitor.keepPicture(`${pictures}${name}.png`);

/** Opens the chat, says who is there, and writes the first message. */
async function begin(name: string, text: string): Promise<void> {
  await visitor.press("Chat with us");
  await visitor.fill("Name", "Mara Lindqvist");
  await visitor.fill("Email", "mara@lindqvist.example");
  await visitor.choose("What is it about?", "Refunds");
  await visitor.press("You may use what I write here");
  await picture(`${name}-form`);
  await visitor.press("Start chat");
  await visitor.write(text);
  await visitor.row(text, "Sent");
}

async function end(): Promise<void> {
  await visitor.press("Chat options");
  await visitor.press("End chat", "[role=menuitem]");
  await visitor.press("End chat", "[role=alertdialog] button");
  await visitor.sees("[role=dialog]", "You ended the chat.");
}

test("a visitor opens the chat, fills in the form, writes, is answered, writes while the server is away, and ends it", async () => {
  await visitor.goTo(`${site.url}/`);
  await begin("desk", "Where is my berth?");
  const agent = new AgentCalls(server);
  await agent.takeNext();
  await visitor.sees(".pl-log", "Noor Haddad joined the chat");
  await agent.write("In car seven, by the window.");
  await visitor.row("In car seven, by the window.");

  await server.stop("SIGKILL");
  await visitor.write("Written while it was away");
  await visitor.sees("[role=dialog]", "Reconnecting… You can keep writing.");
  await picture("desk-away");
  await server.start();
  await visitor.row("Written while it was away", "Sent");
  await visitor.sees("[role=dialog]", "Back online. 1 message sent.");
  await agent.write("Still here.");
  await visitor.row("Still here.");
  expect(await visitor.all("[role=article]", "Written while it was away")).toHaveLength(1);
  const words = await agent.reads();
  expect(words.filter((body) => body === "Written while it was away")).toHaveLength(1);

  await end();
  await picture("desk-ended");
  expect(await visitor.wrong()).toEqual([]);
});

test("on a phone the chat fills the screen, goes with the back button, comes back with the launcher, and ends", async () => {
  await visitor.goTo(`${site.url}/phone`);
  await visitor.goIntoFrame();
  await begin("phone", "Where is my berth?");
  const agent = new AgentCalls(server);
  await agent.takeNext();
  await agent.write("In car seven, by the window.");
  await visitor.row("In car seven, by the window.");
  await picture("phone-conversation");
  const sheet = await (await visitor.sees("[role=dialog]")).getRect();
  expect(sheet).toMatchObject({ width: 390, height: 680 });

  await visitor.goBack();
  await visitor.press("Chat with us");
  await visitor.row("In car seven, by the window.");
  await end();
  await picture("phone-ended");
  expect(await visitor.wrong()).toEqual([]);
});
