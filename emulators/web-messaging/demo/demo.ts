import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Conversation, Emulator } from "../src/index.ts";
import { requestUrl } from "../src/request-url.ts";
import { createAgent } from "./agent-acts.ts";

/** The parts of the demo's page. */
export interface DemoOptions {
  readonly emulator: Emulator;
  /** The folder of the built widget, with `parlor.js` in it. */
  readonly embedFolder: string;
  /** 0, the default: any free port. */
  readonly port?: number;
}

/** A running page. */
export interface Demo {
  readonly url: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  svg: "image/svg+xml",
};

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Files of the page, and those of the widget at the addresses that its loader expects. */
function fileAt(path: string, embedFolder: string): string | null {
  if (path === "/page.js" || path === "/page.css") return here(path.slice(1));
  if (path === "/parlor.js") return join(embedFolder, "parlor.js");
  if (path === "/parlor/unread.svg") return join(embedFolder, "unread.svg");
  const [, version, name] = /^\/parlor\/(\w[\w.-]*)\/(\w[\w.-]*)$/.exec(path) ?? [];
  return version === undefined || name === undefined ? null : join(embedFolder, version, name);
}

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** Pages that listen for the agent's state; more are refused. */
const MAX_LISTENERS = 20;

/** A strict policy: the page loads nothing but its own files, and talks to the emulator. */
const policyFor = ({ url, uploadUrl }: Emulator): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: blob: https: ${url}`,
    `connect-src 'self' ${url} ${url.replace("http", "ws")} ${uploadUrl}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

/** The state of the newest conversation, for the agent. */
function stateOf(emulator: Emulator): object {
  const conversation = emulator.conversations.at(-1);
  if (conversation === undefined) return { lines: [], canAct: false, isTyping: false };
  const lines = conversation.messages.map((message) => ({
    isGuest: message.direction === "Inbound",
    text: message.text || (message.content?.[0]?.contentType ?? message.events?.[0]?.eventType),
  }));
  const canAct = !conversation.isReadOnly;
  return { lines, canAct, isTyping: conversation.isGuestTyping };
}

/** Starts the page with Parlor on it, and an agent with two buttons. */
export async function startDemo({ emulator, embedFolder, port = 0 }: DemoOptions): Promise<Demo> {
  const agent = createAgent(() => Date.now());
  const listeners = new Set<ServerResponse>();
  const write = (listener: ServerResponse): void =>
    void listener.write(`data: ${JSON.stringify(stateOf(emulator))}\n\n`);
  const stopWatching = emulator.watch(() => {
    for (const listener of listeners) write(listener);
  });
  const acts: Readonly<Record<string, (conversation: Conversation) => void>> = {
    "/agent/answer": (conversation) => agent.answer(conversation),
    "/agent/leave": (conversation) => conversation.agent().leaves(),
  };
  const page = readFileSync(here("page.html"), "utf8")
    .replace("{endpoint}", escape(emulator.url))
    .replace("{deployment}", escape(emulator.deployment().id));

  const listen = (outgoing: ServerResponse): void => {
    if (listeners.size >= MAX_LISTENERS) return end(outgoing, 503);
    outgoing.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    listeners.add(outgoing);
    outgoing.on("close", () => listeners.delete(outgoing));
    write(outgoing);
  };
  const handle = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { pathname } = requestUrl(incoming);
    outgoing.setHeader("content-security-policy", policyFor(emulator));
    outgoing.setHeader("x-content-type-options", "nosniff");
    outgoing.setHeader("referrer-policy", "no-referrer");
    const act = acts[pathname];
    if (act !== undefined) {
      // Another page of the browser must not press the buttons.
      if (incoming.method !== "POST" || incoming.headers.origin !== demo.url)
        return end(outgoing, 403);
      const conversation = emulator.conversations.at(-1);
      if (conversation === undefined || conversation.isReadOnly) return end(outgoing, 409);
      act(conversation);
      return end(outgoing, 204);
    }
    if (incoming.method !== "GET") return end(outgoing, 405);
    if (pathname === "/agent/events") return listen(outgoing);
    if (pathname === "/") return end(outgoing, 200, page);
    sendFile(fileAt(pathname, embedFolder), outgoing);
  };
  const server = createServer(handle);
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", done);
  });
  const address = server.address();
  const demo: Demo = {
    url: `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : port}`,
    async close() {
      stopWatching();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
  return demo;
}

function end(outgoing: ServerResponse, status: number, html?: string): void {
  outgoing.writeHead(status, html === undefined ? {} : { "content-type": TYPES["html"] });
  outgoing.end(html);
}

function sendFile(path: string | null, outgoing: ServerResponse): void {
  if (path === null) return end(outgoing, 404);
  const file = createReadStream(path);
  file.on("open", () => {
    const type = TYPES[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
    outgoing.writeHead(200, { "content-type": type, "cache-control": "no-cache" });
    file.pipe(outgoing);
  });
  file.on("error", () => (outgoing.headersSent ? outgoing.destroy() : end(outgoing, 404)));
}
