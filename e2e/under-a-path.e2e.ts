import { createServer, request as ask, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { AgentDesk } from "./agent-desk.ts";
import { expect, test } from "./fixtures.ts";
import { page as htmlOf } from "./host-page.ts";

/* A server behind a proxy that has it under a path, beside the pages of the site. */

const PATH = "/support";

/** The site: its page, and everything under the path from the server, without the path. */
async function openProxy(target: string, html: () => string): Promise<Server> {
  const forward = (from: IncomingMessage): ReturnType<typeof ask> =>
    ask(target + (from.url ?? "").slice(PATH.length), {
      method: from.method ?? "GET",
      headers: from.headers,
    });
  const proxy = createServer((from, to) => {
    if (!from.url?.startsWith(`${PATH}/`)) {
      to.writeHead(from.url === "/" ? 200 : 404, { "content-type": "text/html" }).end(html());
      return;
    }
    const on = forward(from);
    on.on("response", (reply) => {
      to.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(to);
    });
    on.on("error", () => to.destroy());
    from.pipe(on);
  });
  proxy.on("upgrade", (from, socket: Socket) => {
    const on = forward(from);
    on.on("upgrade", (reply, behind, head) => {
      const lines = Object.entries(reply.headers).map(
        ([name, value]) => `${name}: ${String(value)}`,
      );
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
      socket.write(head);
      behind.pipe(socket).pipe(behind);
      behind.on("error", () => socket.destroy());
      socket.on("error", () => behind.destroy());
    });
    on.on("response", () => socket.destroy());
    on.on("error", () => socket.destroy());
    on.end();
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return proxy;
}

test("under a path of a site the chat runs over its event stream, with its icons, and so does the desk", async ({
  browser,
  page,
  server,
  visitor,
}) => {
  const { organizationId, deploymentId } = await server.demo();
  let url = "";
  const tag = (): string =>
    `<script async src="${url}${PATH}/parlor.js" data-organization-id="${organizationId}" data-deployment-id="${deploymentId}" data-queue="Bookings" data-company="Lantern Line"></script>`;
  const proxy = await openProxy(server.url, () => htmlOf({ body: tag() }));
  try {
    url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    // The server starts anew on its port, and knows its address.
    await server.stop();
    await server.start({ PARLOR_PUBLIC_URL: url + PATH });
    const missing: string[] = [];
    page.on("response", (reply) => {
      if (reply.status() >= 400 && !reply.url().endsWith("/favicon.ico")) missing.push(reply.url());
    });
    const stream = page.waitForEvent("websocket");
    await visitor.begin(`${url}/`, "from under a path");
    expect((await stream).url()).toContain(`${PATH}/chat/jwt/`);

    const context = await browser.newContext({ baseURL: `${url}${PATH}/` });
    const desk = new AgentDesk(await context.newPage());
    await desk.page.goto(`${url}${PATH}/desk`);
    await desk.page.getByRole("button", { name: /Noor Haddad/ }).click();
    await desk.takeNext();
    await desk.write("to under a path");
    await expect(visitor.row("to under a path")).toBeVisible();
    await desk.page.goto(`${url}${PATH}/desk/`);
    await expect(desk.page.getByRole("heading", { name: /Waiting/ })).toBeVisible();
    await context.close();

    const icon = await page.request.get(`${url}${PATH}/parlor/unread.svg`);
    expect(icon.status()).toBe(200);
    expect(missing).toEqual([]);
  } finally {
    proxy.closeAllConnections();
    proxy.close();
  }
});
