import { once } from "node:events";
import { readFileSync } from "node:fs";
import { WebSocket } from "ws";
import { violationsOn } from "./axe.ts";
import { expect, test } from "./fixtures.ts";
import { expectHarmlessAt, hiddenPage } from "./hidden-page.ts";
import type { ServerProcess } from "./server-process.ts";

/* Files between a guest and the desk, on the real server. The guest has no page. */

const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const PDF = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);

interface Answer {
  readonly id: string;
  readonly jwt: string;
  readonly eventStreamUri: string;
  readonly member: { readonly id: string };
  readonly state: string;
  readonly upload: { readonly url: string; readonly headers: Readonly<Record<string, string>> };
  readonly entities: readonly {
    readonly body: string;
    readonly attachments?: readonly { readonly name: string; readonly url: string }[];
  }[];
}

/** A guest that speaks the protocol itself. */
class FileGuest {
  readonly #url: string;
  #chat: Answer | null = null;
  #stream: WebSocket | null = null;

  constructor(server: ServerProcess) {
    this.#url = server.url;
  }

  async #call(method: string, path: string, body?: object): Promise<Answer> {
    const reply = await fetch(this.#url + path, {
      method,
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(method === "POST" && { "idempotency-key": crypto.randomUUID() }),
        ...(this.#chat !== null && { authorization: `Bearer ${this.#chat.jwt}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const problem = reply.ok ? "" : await reply.clone().text();
    expect(problem, `${method} ${path}`).toBe("");
    return (await reply.json()) as Answer;
  }

  async begin(server: ServerProcess, displayName: string): Promise<void> {
    const { organizationId, deploymentId, queues } = await server.demo();
    this.#chat = await this.#call("POST", "/api/v2/webchat/guest/conversations", {
      organizationId,
      deploymentId,
      routingTarget: { targetType: "QUEUE", targetAddress: queues[0]?.name },
      memberInfo: { displayName },
    });
    // A guest is in its chat once it listens.
    this.#stream = new WebSocket(this.#chat.eventStreamUri);
    await once(this.#stream, "open");
    const { id, member } = this.#chat;
    const path = `/api/v2/webchat/guest/conversations/${id}/members/${member.id}`;
    await expect.poll(async () => (await this.#call("GET", path)).state).toBe("CONNECTED");
  }

  leave(): void {
    this.#stream?.terminate();
  }

  async send(name: string, type: string, bytes: Buffer): Promise<void> {
    const { id = "", member } = this.#chat ?? {};
    const files = `/api/v2/parlor/guest/conversations/${id}/attachments`;
    const announced = await this.#call("POST", files, { name, size: bytes.length, type });
    const { url, headers } = announced.upload;
    const put = await fetch(url, { method: "PUT", headers, body: new Uint8Array(bytes) });
    expect(put.status).toBe(200);
    await expect
      .poll(async () => (await this.#call("GET", `${files}/${announced.id}`)).state)
      .toBe("ready");
    await this.#call(
      "POST",
      `/api/v2/webchat/guest/conversations/${id}/members/${member?.id ?? ""}/messages`,
      { body: "", attachmentIds: [announced.id] },
    );
  }

  /** The messages with files, in order. */
  async messages(): Promise<Answer["entities"]> {
    const path = `/api/v2/webchat/guest/conversations/${this.#chat?.id ?? ""}/messages`;
    return (await this.#call("GET", path)).entities.filter((one) => one.attachments !== undefined);
  }
}

test("an agent sees a guest's picture, and answers with a file that has the same bytes", async ({
  server,
  desk,
}) => {
  const { page } = desk;
  const guest = new FileGuest(server);
  await guest.begin(server, "Mara");
  await guest.send("berth.png", "image/png", PICTURE);
  await desk.signIn("Noor Haddad");
  await page.bringToFront();
  await desk.choose("Mara");
  await expect(desk.log).toContainText("berth.png");
  await expect(desk.log.getByRole("button")).toHaveCount(0);
  expect(await violationsOn(page)).toEqual([]);

  await page.getByRole("button", { name: "Take this chat" }).click();
  const picture = desk.log.getByRole("button", { name: /^Open picture/ });
  await expect
    .poll(() => picture.locator("img").evaluate((one: HTMLImageElement) => one.naturalWidth))
    .toBe(1);
  await picture.click();
  await expect(
    page.getByRole("dialog").getByRole("img", { name: "Picture: berth.png" }),
  ).toBeVisible();
  expect(await violationsOn(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(picture).toBeFocused();

  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "ticket.pdf", mimeType: "application/pdf", buffer: PDF });
  await expect(page.getByRole("list", { name: "Attached files" })).toContainText("Ready");
  expect(await violationsOn(page)).toEqual([]);
  await desk.field.press("Enter");
  await expect(desk.log.getByRole("button", { name: /^Download/ })).toBeVisible();
  expect(await violationsOn(page)).toEqual([]);
  await expect.poll(async () => (await guest.messages()).length).toBe(2);
  const answer = (await guest.messages()).at(-1);
  expect(answer).toMatchObject({ body: "ticket.pdf", attachments: [{ name: "ticket.pdf" }] });
  const got = await fetch(answer?.attachments?.[0]?.url ?? "");
  expect(Buffer.from(await got.arrayBuffer()).equals(PDF)).toBe(true);
  guest.leave();
});

test("the desk says why a file is refused: by its kind, and by what the server finds", async ({
  server,
  desk,
}) => {
  const { page } = desk;
  const guest = new FileGuest(server);
  await guest.begin(server, "Mara");
  await guest.send("berth.png", "image/png", PICTURE);
  await desk.signIn("Noor Haddad");
  await page.bringToFront();
  await desk.take("Mara");
  const input = page.locator("input[type=file]");
  const exe = { name: "setup.exe", mimeType: "application/pdf", buffer: PDF };
  await input.setInputFiles(exe);
  await expect(
    page.getByText("setup.exe: This kind of file can’t be sent here.").first(),
  ).toBeVisible();
  await input.setInputFiles({ name: "no.png", mimeType: "image/png", buffer: PDF });
  const cards = page.getByRole("list", { name: "Attached files" });
  await expect(cards).toContainText("no.png: This kind of file can’t be sent here.");
  expect(await violationsOn(page)).toEqual([]);
  await cards.getByRole("button", { name: /^Remove/ }).click();
  await expect(cards).toHaveCount(0);
  await expect(desk.field).toBeFocused();
  guest.leave();
});

test("a web page that a guest sends as a text is saved by the agent, and is never drawn or run", async ({
  server,
  site,
  desk,
}) => {
  const { page } = desk;
  const guest = new FileGuest(server);
  await guest.begin(server, "Mara");
  await guest.send("notes.txt", "text/plain", Buffer.from(hiddenPage(site)));
  await desk.signIn("Noor Haddad");
  await desk.take("Mara");
  const button = desk.log.getByRole("button", { name: /^Download/ });
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  expect(download.suggestedFilename()).toBe("notes.txt");
  expect(readFileSync(await download.path(), "utf8")).toBe(hiddenPage(site));
  // The desk is still there.
  await expect(button).toBeVisible();
  await expect(page).toHaveURL(/\/desk/);
  expect(site.asked).toEqual([]);
  const [message] = await guest.messages();
  await expectHarmlessAt(page.context(), message?.attachments?.[0]?.url ?? "", site);
  guest.leave();
});
