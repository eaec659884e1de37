import type { Module } from "./module-graph.ts";

/*
 * The one list of import directions. `.oxlintrc.json` has the rules that follow from it,
 * docs/architecture.md prints it, and import-directions.test.ts holds both equal to it, and the
 * imports of the code as well. `npm run directions` writes both.
 */

export interface Direction {
  /** A folder with all that is in it, except for folders that have a row of their own. */
  readonly folder: string;
  readonly contents: string;
  /** The message of the lint. */
  readonly because: string;
  /** Folders and files that it may import beside its own. */
  readonly imports: readonly string[];
  readonly packages?: readonly string[];
}

const base = ["options", "parts", "i18n", "theme", "model"].map((name) => `src/widget/${name}`);
const transport = [
  "index",
  "for-the-widget",
  "ask-status",
  "chat-parts",
  "file-parts",
  "web-messaging",
  "answer-parts",
].map((name) => `src/transport/${name}.ts`);
const headless = "The transport is headless: it knows no widget, no server and no framework.";
const parts = "The parts do not know each other: chat.ts and chat-parts.ts wire them.";
const chunk = "A chunk imports the base folders and the chunks that are loaded before it.";
const preact = ["preact", "@preact/signals"];

export const directions: readonly Direction[] = [
  {
    folder: "contract/src",
    contents:
      "the wire format: types and Fastify schemas generated from `docs/contracts/*.openapi.json`, and the pure functions that server, desk and `parlor/testing` share",
    because: "The contract is pure: it imports nothing but its own modules.",
    imports: [],
  },
  {
    folder: "emulators/web-messaging/src",
    contents: "a stand-in for a Web Messaging service: socket, REST, files, planned faults",
    because: "An emulator is a service of its own: it knows nothing of Parlor.",
    imports: [],
    packages: ["node:*", "ws", "zod"],
  },
  {
    folder: "emulators/web-messaging/demo",
    contents: "the page of `npm run emulate`: Parlor, and an agent with two buttons",
    because: "The demo knows the emulator alone.",
    imports: ["emulators/web-messaging/src"],
    packages: ["node:*"],
  },
  {
    folder: "mcp/src",
    contents: "the MCP server: its command line and its settings",
    because: "The MCP server is a client of the agent API: it knows the contract alone.",
    imports: ["contract/src", "mcp/src"],
    packages: ["@modelcontextprotocol/sdk", "commander", "node:*", "zod"],
  },
  {
    folder: "mcp/src/parlor",
    contents: "the calls to Parlor: sign-in, requests, failures",
    because: "The calls to Parlor know no tool and no transport of MCP.",
    imports: ["contract/src", "mcp/src/settings.ts"],
    packages: ["node:*", "parlor-contract", "zod"],
  },
  {
    folder: "mcp/src/tools",
    contents: "the tools: names, schemas from the contract, results with untrusted text marked",
    because: "The tools know no transport.",
    imports: ["contract/src", "mcp/src/parlor"],
    packages: ["@modelcontextprotocol/sdk", "node:*", "parlor-contract"],
  },
  {
    folder: "mcp/src/serve",
    contents: "stdio and streamable HTTP: sessions, limits, who may call",
    because: "A transport knows the server that it carries, and no tool.",
    imports: ["mcp/src/settings.ts", "mcp/src/tools/create-mcp-server.ts"],
    packages: ["@modelcontextprotocol/sdk", "node:*"],
  },
  {
    folder: "mcp/src/testing",
    contents: "fixtures of the tests: a client of the SDK, the names of the vendor's catalogue",
    because: "The fixtures know the MCP server from outside.",
    imports: ["mcp/src"],
    packages: ["@modelcontextprotocol/sdk", "node:*"],
  },
  {
    folder: "src/transport",
    contents: "the headless client: its API; `chat.ts` and `chat-parts.ts` wire the parts",
    because: headless,
    imports: ["src/transport"],
  },
  {
    folder: "src/transport/ports",
    contents: "the environment: clock, random, HTTP, socket, storage, reachability, tabs, log",
    because: "Ports are the bottom: they import errors and nothing else.",
    imports: ["src/transport/errors.ts"],
  },
  {
    folder: "src/transport/conversation",
    contents: "pure: the state and `reduce(state, event)`",
    because: "The conversation is pure: it does no I/O and knows no part that does.",
    imports: ["src/transport/errors.ts"],
  },
  {
    folder: "src/transport/backend",
    contents: "the seam to wire protocols",
    because: "A backend knows its protocol, and nothing of a chat but the sink.",
    imports: [
      "src/transport/conversation",
      "src/transport/ports",
      ...["errors", "options"].map((name) => `src/transport/${name}.ts`),
    ],
  },
  {
    folder: "src/transport/backend/guest-chat",
    contents: "the guest chat protocol: requests, decoding, event stream, polling, gap fill",
    because: "A backend knows its protocol, and nothing of a chat but the sink.",
    imports: [
      "src/transport/backend/backend.ts",
      "src/transport/conversation",
      "src/transport/ports",
      ...["clean-text", "errors", "options"].map((name) => `src/transport/${name}.ts`),
    ],
    packages: ["reconnecting-websocket"],
  },
  {
    folder: "src/transport/backend/web-messaging",
    contents:
      "Web Messaging: one socket straight to the service, its history, its files, and who is there",
    because: "A backend knows its protocol, and nothing of a chat but the sink.",
    imports: [
      "src/transport/backend/backend.ts",
      "src/transport/conversation",
      "src/transport/ports",
      ...["clean-text", "errors", "options"].map((name) => `src/transport/${name}.ts`),
    ],
  },
  {
    folder: "src/transport/session",
    contents: "start, resume and end of a conversation; the stored session",
    because: "A session knows the seam, and neither a protocol nor the other parts.",
    imports: [
      "src/transport/conversation",
      "src/transport/ports",
      "src/transport/backend/backend.ts",
      ...["chat", "errors", "options"].map((name) => `src/transport/${name}.ts`),
    ],
  },
  {
    folder: "src/transport/outbox",
    contents: "messages that the server has not acknowledged",
    because: parts,
    imports: [
      "src/transport/conversation",
      "src/transport/ports",
      ...["clean-text", "errors"].map((name) => `src/transport/${name}.ts`),
    ],
  },
  {
    folder: "src/transport/uploads",
    contents: "files on their way to the server; loaded with the first of them",
    because: parts,
    imports: [
      "src/transport/conversation",
      "src/transport/ports",
      ...["backend/backend", "errors"].map((name) => `src/transport/${name}.ts`),
    ],
  },
  {
    folder: "src/transport/typing",
    contents: "typing notices",
    because: parts,
    imports: ["src/transport/conversation", "src/transport/ports"],
  },
  {
    folder: "src/transport/media",
    contents: "invitations to share a screen",
    because: parts,
    imports: [
      "src/transport/conversation",
      "src/transport/ports",
      "src/transport/backend/backend.ts",
      ...["errors", "options"].map((name) => `src/transport/${name}.ts`),
    ],
  },
  {
    folder: "src/transport/tabs",
    contents: "the group of tabs: leader election, commands to the leader",
    because: parts,
    imports: [
      "src/transport/conversation",
      "src/transport/ports",
      ...["clean-text", "errors", "options", "store"].map((name) => `src/transport/${name}.ts`),
    ],
  },
  {
    folder: "src/testing",
    contents: "`parlor/testing`: a server in memory and a page object, for the tests of hosts",
    because:
      "parlor/testing knows the transport's types, and nothing of the widget or of a test runner.",
    imports: [
      "contract/src",
      "src/transport/clean-text.ts",
      "src/transport/index.ts",
      "src/transport/ports/clock.ts",
    ],
    packages: ["parlor-contract"],
  },
  {
    folder: "src/widget",
    contents: "the entry of the package",
    because: "The widget uses the transport through its index.ts.",
    imports: ["src/widget", ...transport],
  },
  {
    folder: "src/widget/theme",
    contents: "base: design tokens, and the adoption of style sheets",
    because: "The theme knows nothing of chat.",
    imports: [],
  },
  {
    folder: "src/widget/parts",
    contents: "base: small components: avatar, icons",
    because: "The parts know nothing of chat.",
    imports: [],
    packages: preact,
  },
  {
    folder: "src/widget/i18n",
    contents: "base: catalogues, languages, translation",
    because: "Messages know nothing of the widget.",
    imports: [],
    packages: preact,
  },
  {
    folder: "src/widget/options",
    contents: "base: options, their defaults, their checks",
    because: "Options know no chunk.",
    imports: ["src/widget/i18n", ...transport],
  },
  {
    folder: "src/widget/model",
    contents: "base: the state that the components share",
    because: "The model knows no chunk.",
    imports: ["src/widget/i18n", "src/widget/options", "src/widget/parts", ...transport],
    // `@preact/signals` comes with it; the embed takes it alone.
    packages: [...preact, "@preact/signals-core"],
  },
  {
    folder: "src/widget/loader",
    contents: "chunk 1: loader and launcher in plain DOM",
    because: "The loader imports the shell at run time and nothing else of the widget.",
    imports: [...base, "src/widget/shell"],
  },
  {
    folder: "src/widget/shell",
    contents: "chunk 2: panel, header, composer; `load-chunks.ts` alone names the later chunks",
    because: chunk,
    imports: [
      "src/widget/loader",
      "src/widget/api",
      "src/widget/conversation",
      "src/widget/pre-chat",
      "src/widget/secondary",
      "src/widget/attention",
      "src/widget/attach",
      "src/widget/direct",
      "src/widget/rich",
      "src/widget/forced-colors",
      "src/widget/formatted-text",
      "src/widget/hello",
      "src/widget/leave-message",
      "src/widget/mobile-fullscreen",
      "src/widget/notifications",
      "src/widget/own-buttons",
      "src/widget/row-files",
      "src/widget/sensitive-data",
      ...base,
      ...transport,
    ],
    packages: preact,
  },
  {
    folder: "src/widget/conversation",
    contents: "chunk 3: log, rows, banners, screens, effects",
    because: chunk,
    imports: ["src/widget/api", ...base, ...transport],
    packages: preact,
  },
  {
    folder: "src/widget/secondary",
    contents: "chunk 4: menu, dialogs, cards, emoji, the end, the transcript",
    because: chunk,
    imports: ["src/widget/conversation", ...base, ...transport],
    packages: preact,
  },
  {
    folder: "src/widget/pre-chat",
    contents: "chunk 5: greeting, pre-chat screen and form, opening hours",
    because: chunk,
    imports: ["src/widget/conversation", "src/widget/shell", ...base, ...transport],
    packages: preact,
  },
  {
    folder: "src/widget/hello",
    contents: "the panel before a conversation: welcome, greeting, whether somebody is there",
    because: chunk,
    imports: ["src/widget/conversation", ...base, ...transport],
    packages: preact,
  },
  {
    folder: "src/widget/leave-message",
    contents: "leaving a message while nobody can answer",
    because: chunk,
    imports: ["src/widget/conversation", "src/widget/shell", ...base, ...transport],
    packages: preact,
  },
  {
    folder: "src/widget/api",
    contents: "the handle, calls of the page, hooks",
    because: chunk,
    imports: ["src/widget/conversation", ...base, ...transport],
    packages: preact,
  },
  {
    folder: "src/widget/attention",
    contents: "sound, icon and title of the page for unread messages",
    because: chunk,
    imports: ["src/widget/conversation", ...base],
    packages: preact,
  },
  {
    folder: "src/widget/attach",
    contents: "files that are attached: cards above the field, drop and paste",
    because: chunk,
    imports: ["src/widget/conversation", ...base, ...transport],
    packages: preact,
  },
  {
    folder: "src/widget/direct",
    contents: "a conversation straight with a service: its protocol, and the states that it adds",
    because: chunk,
    imports: ["src/widget/conversation", ...base, ...transport],
    packages: preact,
  },
  {
    folder: "src/widget/row-files",
    contents: "the files of messages: pictures and cards in rows",
    because: chunk,
    imports: ["src/widget/conversation", ...base, ...transport],
    packages: preact,
  },
  {
    folder: "src/widget/rich",
    contents: "choices, cards, times and lists that the visitor answers",
    because: chunk,
    imports: ["src/widget/conversation", ...base, ...transport],
    packages: preact,
  },
  {
    folder: "src/widget/forced-colors",
    contents: "styles for forced colours",
    because: chunk,
    imports: [...base],
  },
  {
    folder: "src/widget/formatted-text",
    contents: "formatted text of agents and bots",
    because: chunk,
    imports: ["src/widget/conversation", ...base],
    packages: preact,
  },
  {
    folder: "src/widget/mobile-fullscreen",
    contents: "the panel as a sheet over a phone's page",
    because: chunk,
    imports: ["src/widget/conversation", ...base],
    packages: preact,
  },
  {
    folder: "src/widget/sensitive-data",
    contents: "the question before a card number is sent",
    because: chunk,
    imports: [...base],
    packages: preact,
  },
  {
    folder: "src/widget/notifications",
    contents: "notifications of the browser",
    because: chunk,
    imports: ["src/widget/conversation", ...base],
    packages: preact,
  },
  {
    folder: "src/widget/own-buttons",
    contents: "marks on the page's own buttons",
    because: chunk,
    imports: ["src/widget/conversation", ...base],
    packages: preact,
  },
  {
    folder: "src/widget/integrations",
    contents: "`mount()`, the element, the components of React and Preact",
    because: "An integration mounts the widget and knows its options and its handle.",
    imports: [
      ...["api", "direct", "loader", "shell"].map((name) => `src/widget/${name}`),
      ...base,
      ...transport,
    ],
    packages: ["preact", "react"],
  },
  {
    folder: "server/src",
    contents: "the entry, and `server.ts`, which wires everything",
    because: "The server imports nothing from src/.",
    imports: ["server/src", "contract/src"],
    packages: ["fastify", "node:*", "parlor-contract", "prom-client"],
  },
  {
    folder: "server/src/domain",
    contents: "members, routing states, timers: decides, does no I/O",
    because: "The domain imports nothing of the server, and knows no transport and no database.",
    imports: ["records", "rich-content", "rich-text"].map((name) => `contract/src/${name}.ts`),
    packages: ["parlor-contract"],
  },
  {
    folder: "server/src/service",
    contents: "conversations, agents, router, queue; the ports of store, bus, clock, audit log",
    because: "A service knows ports; adapters and protocols know the service.",
    imports: ["server/src/domain", "contract/src/rich-content.ts"],
    packages: ["node:*", "parlor-contract"],
  },
  {
    folder: "server/src/adapters",
    contents:
      "SQLite through Kysely, the bus of one process, the audit log, files on disk or in S3, scanners",
    because: "An adapter knows the service's ports and no protocol.",
    imports: ["server/src/domain", "server/src/service"],
    packages: ["aws4fetch", "file-type", "kysely", "libsql", "node:*", "sharp", "zod"],
  },
  {
    folder: "server/src/config",
    contents: "environment variables and the configuration file",
    because: "The configuration knows the settings of the plugins and no protocol.",
    imports: ["server/src/domain", "server/src/plugins"],
    packages: ["node:*", "zod"],
  },
  {
    folder: "server/src/plugins",
    contents: "limits, CORS, tokens, errors, sockets, static files, metrics",
    because: "The plugins know no protocol and no database.",
    imports: ["contract/src", "server/src/domain", "server/src/service"],
    packages: [
      "@fastify/static",
      "ajv",
      "fastify",
      "fastify-plugin",
      "jose",
      "node:*",
      "parlor-contract",
      "prom-client",
      "ws",
    ],
  },
  {
    folder: "server/src/protocols",
    contents: "the two contracts, `genesys/guest/` and `genesys/agent/`, and their error codes",
    because: "A protocol knows services and plugins, and no adapter.",
    imports: ["contract/src", "server/src/domain", "server/src/plugins", "server/src/service"],
    packages: ["fastify", "fastify-plugin", "node:*", "parlor-contract"],
  },
  {
    folder: "server/src/webhooks",
    contents: "the events of webhooks with their bodies, and their endpoint: signature, addresses",
    because: "Webhooks know the views of the agent API, and nobody but the wiring knows them.",
    imports: [
      "contract/src",
      "server/src/adapters/http-send.ts",
      "server/src/domain",
      "server/src/protocols/genesys/agent/media-view.ts",
      "server/src/service",
    ],
    packages: ["node:*", "parlor-contract"],
  },
  {
    folder: "server/src/commands",
    contents: "the command line, and the socket through which it asks the running server",
    because: "The commands are at the top: only the entry imports them.",
    imports: [
      "server/src/adapters/sql",
      "server/src/config",
      "server/src/demo.ts",
      "server/src/server.ts",
      "server/src/service",
      "server/src/tenants.ts",
    ],
    packages: ["commander", "node:*", "zod"],
  },
  {
    folder: "server/src/test-control",
    contents: "the API that moves the clock and plans faults, for tests",
    because: "The server imports nothing from src/.",
    imports: ["server/src/adapters", "server/src/plugins", "server/src/service"],
    packages: ["fastify", "node:*", "zod"],
  },
  {
    folder: "server/src/testing",
    contents: "fixtures of the server's tests",
    because: "The server imports nothing from src/.",
    imports: ["server/src"],
    packages: ["@smithy/signature-v4", "fastify", "libsql", "node:*", "s3rver"],
  },
  {
    folder: "server/desk",
    contents: "the entry of the agent desk",
    because: "The desk uses the widget's parts, messages, styles and theme.",
    imports: ["server/desk", "src/transport/ports", "src/widget"],
    packages: preact,
  },
  {
    folder: "server/desk/testing",
    contents: "an agent API in memory, a clock and sockets, for the desk's tests",
    because: "The desk's fakes know the desk and the transport's ports.",
    imports: ["server/desk", "src/transport/ports"],
    packages: preact,
  },
  {
    folder: "server/desk/api",
    contents: "the client of the agent API",
    because: "The desk's client knows no state and no UI.",
    imports: ["contract/src"],
    packages: ["parlor-contract"],
  },
  {
    folder: "server/desk/model",
    contents: "the desk's state without a DOM: outbox, channel, messages",
    because: "The desk's model draws nothing.",
    imports: ["contract/src", "server/desk/api", "src/transport/outbox", "src/transport/ports"],
    packages: ["@preact/signals"],
  },
  {
    folder: "server/desk/ui",
    contents: "the desk's components",
    because: "The desk uses the widget's parts, messages, styles and theme.",
    imports: [
      "server/desk/api",
      "server/desk/model",
      "src/widget/conversation/log/MessageBody.tsx",
      "src/widget/conversation/log/message-text.ts",
      "src/widget/conversation/log/move-in-log.ts",
      "src/widget/formatted-text",
      "src/widget/i18n",
      "src/widget/model/message-presentation.ts",
      "src/widget/parts",
      "src/widget/rich/Picture.tsx",
      "src/widget/secondary/measure-text.ts",
      "src/widget/theme",
    ],
    packages: preact,
  },
];

/** Imports in the wrong direction that nobody has turned yet; the list may only shrink. */
export const wrongWay: readonly string[] = [];

const isIn = (path: string, place: string): boolean =>
  path === place || path.startsWith(`${place}/`);

/** The row of a path: that of the nearest folder. */
export const rowOf = (path: string): Direction | undefined =>
  directions
    .filter(({ folder }) => isIn(path, folder))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0];

/** The imports of a module that its row does not allow. */
export function wrongImports({ path, imports, packages }: Module): string[] {
  const row = rowOf(path);
  if (row === undefined) return [`${path} → (no row)`];
  const modules = imports.filter(
    (target) => rowOf(target) !== row && !row.imports.some((allowed) => isIn(target, allowed)),
  );
  const foreign = packages.filter((name) => !(row.packages ?? []).includes(name));
  return [...modules, ...foreign].map((target) => `${path} → ${target}`);
}

/** The table of docs/architecture.md. */
export function printed(): string {
  const short = (place: string, folder: string): string => {
    const parent = folder.slice(0, folder.lastIndexOf("/") + 1);
    return `\`${place.startsWith(parent) && place !== parent ? place.slice(parent.length) : place}\``;
  };
  const rows = directions.map(({ folder, contents, imports, packages = [] }) => {
    const places = imports.map((place) => short(place, folder));
    const names = packages.map((name) => `\`${name}\``);
    return `| \`${folder}/\` | ${contents} | ${places.join(", ") || "nothing of Parlor"} | ${names.join(", ")} |`;
  });
  return [
    "| folder | contents | may import | packages |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

const packages = [...new Set(directions.flatMap((row) => row.packages ?? []))].toSorted();

/** The path of a place from the nearest folder that contains it and the row. */
function relativeTo(folder: string, place: string): string {
  const [from, to] = [folder.split("/"), place.split("/")];
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  return to.slice(shared).join("/");
}

/** A pattern for imports of a place from within a folder, at any depth. */
function patternFor(folder: string, place: string): string {
  const path = relativeTo(folder, place);
  return /\.tsx?$/.test(path) ? `**/${path}` : `**/${path}/**`;
}

/** Files beside the folders of the transport that only its entry and its wiring may import. */
const internals = [
  "answer-parts",
  "chat",
  "chat-parts",
  "create-guest-chat",
  "file-parts",
  "guest-chat",
  "host-hooks",
  "options",
  "wire-chat",
].map((name) => `src/transport/${name}.ts`);

/** Folders and files that a row does not allow, as far as a pattern can name them. */
function forbiddenTo(row: Direction): string[] {
  const isAllowed = (place: string): boolean =>
    row.imports.some((allowed) => isIn(place, allowed) || isIn(allowed, place));
  const folders = directions
    .map(({ folder }) => folder)
    // A folder that contains the row cannot be named without naming the row.
    .filter((folder) => !isIn(row.folder, folder) && !isIn(folder, row.folder));
  const files = row.folder === "src/transport" ? [] : internals;
  const forbidden = [...folders, ...files].filter((place) => !isAllowed(place));
  return forbidden.filter((place) => !forbidden.some((one) => one !== place && isIn(place, one)));
}

/** Whether the pattern of a forbidden place would match an allowed one as well. */
const isAmbiguous = (row: Direction, place: string): boolean =>
  [row.folder, ...row.imports].some((allowed) =>
    `/${relativeTo(row.folder, allowed)}/`.includes(`/${relativeTo(row.folder, place)}/`),
  );

/** The reason why a row does not allow a place. */
function reasonFor(row: Direction, place: string): string {
  if (isIn(row.folder, "src/widget") && isIn(place, "src/transport"))
    return "The widget uses the transport through its index.ts.";
  if (isIn(row.folder, "server/src") && isIn(place, "src"))
    return "The server imports nothing from src/.";
  return row.because;
}

/** The overrides of `.oxlintrc.json`. */
export function overrides(): object[] {
  const rules = directions
    .toSorted((a, b) => a.folder.split("/").length - b.folder.split("/").length)
    .map((row) => ({
      files: [`${row.folder}/**`],
      rules: {
        "no-restricted-imports": ["error", { patterns: patternsOf(row) }],
      },
    }));
  const excepted = [...new Set(wrongWay.map((one) => one.split(" ")[0]))];
  return excepted.length === 0
    ? rules
    : [...rules, { files: excepted, rules: { "no-restricted-imports": "off" } }];
}

function patternsOf(row: Direction): { group: string[]; message: string }[] {
  const groups = new Map<string, string[]>();
  const add = (message: string, pattern: string): void =>
    void groups.set(message, [...(groups.get(message) ?? []), pattern]);
  for (const place of forbiddenTo(row))
    if (!isAmbiguous(row, place)) add(reasonFor(row, place), patternFor(row.folder, place));
  for (const name of [...packages, "playwright", "@playwright/*"])
    if (!(row.packages ?? []).includes(name)) {
      add(row.because, name);
      if (!name.endsWith("*")) add(row.because, `${name}/*`);
    }
  add(row.because, "**/test/**");
  return [...groups].map(([message, group]) => ({ group, message }));
}
