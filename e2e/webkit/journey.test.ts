import { mkdirSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { logInClient, type AgentCaller } from "../../test/contract/test-server.ts";
import { block, page, snippet } from "../host-page.ts";
import { ServerProcess } from "../server-process.ts";
import { Site } from "../site.ts";
import { WebkitVisitor } from "./webkit-visitor.ts";

/* A whole page in WebKit: the built script tag of the real server, on somebody else's origin. */

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

const pictures = new URL("../../test-results/webkit/", import.meta.url).pathname;
let server: ServerProcess;
let site: Site;
let visitor: WebkitVisitor;

beforeEach(async () => {
  mkdirSync(pictures, { recursive: true });
  server = new ServerProcess();
  site = new Site();
  await Promise.all([server.start(), site.open()]);
  site.put(
    "/",
    page({
      head: `<meta name="viewport" content="width=device-width">${await block(server, { preChat })}`,
      body: `<h1>Night trains</h1>${await snippet(server)}`,
    }),
  );
  visitor = await WebkitVisitor.arriveAt(site.url);
});

afterEach(async () => {
  await visitor?.leave();
  site.close();
  await server.dispose();
});

/** The agent's side: who has taken the next guest, and what this chat holds. */
class Agent {
  readonly #call: AgentCaller;
  readonly #chat: string;
  readonly #communication: string;

  private constructor(call: AgentCaller, chat: string, communication: string) {
    this.#call = call;
    this.#chat = chat;
    this.#communication = communication;
  }

  static async takeNext(): Promise<Agent> {
    const { clients } = await server.demo();
    const client = clients.find(({ name }) => name === "Noor Haddad")!;
    const call = await logInClient(server.url, client);
    const { id } = (await call("POST", "/api/v2/parlor/chats/waiting/next/take")) as { id: string };
    const { participants } = (await call("GET", `/api/v2/conversations/${id}`)) as {
      participants: { purpose: string; chats: { id: string }[] }[];
    };
    const leg = participants.find(({ purpose }) => purpose === "agent")?.chats[0]?.id ?? "";
    return new Agent(call, id, leg);
  }

  async says(body: string): Promise<void> {
    await this.#call(
      "POST",
      `/api/v2/conversations/chats/${this.#chat}/communications/${this.#communication}/messages`,
      { body, bodyType: "standard" },
    );
  }

  async reads(): Promise<readonly string[]> {
    const { entities } = (await this.#call(
      "GET",
      `/api/v2/conversations/chats/${this.#chat}/messages`,
    )) as { entities: { body: string }[] };
    return entities.map(({ body }) => body);
  }
}

const sizes = [
  { name: "a desk", width: 1_100, height: 760 },
  { name: "a phone", width: 390, height: 780 },
];
for (const { name, width, height } of sizes) {
  test(`at ${name}: opened, form filled in, sent, answered, sent across the server's restart, ended`, async () => {
    const picture = (state: string): Promise<void> =>
      visitor.keepPicture(`${pictures}${width}-${state}.png`);
    await visitor.resize(width, height);
    await visitor.press("Chat with us");
    await visitor.fill("Name", "Mara Lindqvist");
    await visitor.fill("Email", "mara@lindqvist.example");
    await visitor.choose("What is it about?", "Refunds");
    await visitor.press("You may use what I write here");
    await picture("form");
    await visitor.press("Start chat");

    await visitor.write("Where is my berth?");
    await visitor.row("Where is my berth?", "Sent");
    const agent = await Agent.takeNext();
    await visitor.sees("[role=log]", "Noor Haddad joined the chat");
    await agent.says("In car seven, by the window.");
    await visitor.row("In car seven, by the window.");
    await picture("conversation");

    await server.stop("SIGKILL");
    await visitor.write("Written while it was away");
    await visitor.sees("[role=dialog]", "Reconnecting… You can keep writing.");
    await picture("away");
    await server.start();
    await visitor.row("Written while it was away", "Sent");
    await visitor.sees("[role=dialog]", "Back online. 1 message sent.");
    expect(await visitor.all("[role=article]", "Written while it was away")).toHaveLength(1);
    expect((await agent.reads()).filter((body) => body === "Written while it was away")).toEqual([
      "Written while it was away",
    ]);
    await agent.says("Still here.");
    await visitor.row("Still here.");

    await visitor.press("Chat options");
    await visitor.press("End chat", "[role=menuitem]");
    await visitor.press("End chat", "[role=alertdialog] button");
    await visitor.sees("[role=dialog]", "You ended the chat.");
    await picture("ended");
  });
}
