import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ServerProcess } from "../../e2e/server-process.ts";
import { timeoutOf, tryMany } from "../fuzz/budget.ts";
import { createHttpClient, type HttpClient, type Reply } from "../fuzz/http-client.ts";
import { faultOfErrorBody } from "../fuzz/sound-reply.ts";

/* Paths that try to leave the served folders, and the headers of all files in them. */

const BUDGET = { runs: 1_500, seconds: 4 };
const FOLDERS = ["dist/embed", "dist/demo", "server/dist/desk"];
const root = fileURLToPath(new URL("../..", import.meta.url));

let server: ServerProcess;
let client: HttpClient;
let served: ReadonlySet<string>;

const hashOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
const filesOf = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

beforeAll(async () => {
  served = new Set(FOLDERS.flatMap(filesOf).map((file) => hashOf(readFileSync(file))));
  server = new ServerProcess();
  await server.start();
  client = createHttpClient(Number(new URL(server.url).port));
}, 30_000);

afterAll(async () => {
  client.close();
  await server.dispose();
});

const get = (path: string, method = "GET"): Promise<Reply> =>
  client.send({ method, path, headers: {}, body: null });

const frameAncestors = ({ headers }: Reply): boolean =>
  String(headers["content-security-policy"] ?? "").includes("frame-ancestors");

/** Answers of operations: what they say is in no folder. */
const isOperation = (path: string): boolean =>
  /^\/(healthz|readyz|metrics|demo\.json)([?#]|$)/.test(path);

/** Returns the fault in the answer to a path; null when there is none. */
async function faultOf(path: string): Promise<string | null> {
  const reply = await get(path);
  const { status, headers, bytes } = reply;
  const says = (fault: string): string =>
    `${path}: ${status}, ${fault}: ${reply.text.slice(0, 80)}`;
  if (headers["x-content-type-options"] !== "nosniff") return says("no nosniff");
  if (status >= 400) {
    const body = reply.text.startsWith("{") ? (JSON.parse(reply.text) as unknown) : undefined;
    const fault = faultOfErrorBody(status, body, headers["inin-correlation-id"]);
    return fault === null ? null : says(fault);
  }
  if (status !== 200) return says("neither a file nor a refusal");
  if (isOperation(path)) return null;
  if (!served.has(hashOf(bytes))) return says("a file from outside");
  const isPage = String(headers["content-type"]).startsWith("text/html");
  const mustHave = isPage || path.startsWith("/desk");
  return mustHave && !frameAncestors(reply) ? says("no frame-ancestors") : null;
}

const faultsOf = async (paths: readonly string[]): Promise<string[]> => {
  const faults = await Promise.all(paths.map(faultOf));
  return faults.filter((fault) => fault !== null);
};

const bases = [
  "/",
  "/desk/",
  "/desk/assets/",
  "/parlor/",
  "/parlor/0.2.0/",
  "/parlor.js/",
  "/assets/",
];
const ups = [
  "../",
  "..%2f",
  "%2e%2e/",
  "%2e%2e%2f",
  ".%2e/",
  "%252e%252e%252f",
  "..\\",
  "..%5c",
  "%2e%2e%5c",
  "....//",
  "..;/",
  "..%00/",
  "%c0%ae%c0%ae/",
  "..%ef%bc%8f",
  "./../",
  "..//",
  "%00../",
  "..%u2215",
];
const targets = [
  "package.json",
  "server/package.json",
  "server/dist/main.js",
  "etc/passwd",
  "%2fetc%2fpasswd",
  "README.md",
  ".git/config",
  "node_modules/ws/package.json",
];

test("no way up out of a folder leads to a file outside", { timeout: 60_000 }, async () => {
  const paths = bases.flatMap((base) =>
    ups.flatMap((up) =>
      [1, 2, 3, 7].flatMap((depth) => targets.map((target) => base + up.repeat(depth) + target)),
    ),
  );
  const faults = await faultsOf(paths);
  expect(faults.slice(0, 6), `${faults.length} faults of ${paths.length}`).toEqual([]);
});

const absolute = bases.flatMap((base) =>
  [
    "/etc/passwd",
    "%2fetc/passwd",
    "//etc/passwd",
    "\\etc\\passwd",
    "C:\\windows\\win.ini",
    "file:///etc/passwd",
  ].map((target) => base + target),
);
const hidden = bases.flatMap((base) =>
  [
    ".env",
    ".git/HEAD",
    ".",
    "..",
    "index.html.br",
    "index.html%00.js",
    "index.html/",
    "index.html~",
  ].map((name) => base + name),
);

test("absolute paths and hidden files lead to nothing outside", { timeout: 60_000 }, async () => {
  expect(await faultsOf([...absolute, ...hidden])).toEqual([]);
});

test("every file of every folder is served with its headers, by each of its names", {
  timeout: 60_000,
}, async () => {
  const desk = filesOf("server/dist/desk").map((file) => file.split("/dist/desk/")[1] ?? "");
  const names = [
    "/desk",
    "/desk/",
    "/desk/./",
    "/desk/index.html",
    "/desk/./index.html",
    "/desk//",
  ];
  const paths = [
    ...names,
    "/",
    "/index.html",
    "/./index.html",
    "/parlor.js",
    "/desk?a=b",
    "/desk/?a=b#c",
    "/%64esk/",
    ...desk.filter((name) => !/\.(br|gz)$/.test(name)).map((name) => `/desk/${name}`),
  ];
  expect(await faultsOf(paths)).toEqual([]);
  for (const path of ["/desk", "/desk/", "/desk/index.html", "/"])
    expect((await get(path)).status, path).toBe(200);
  // HEAD gives a page the same headers as GET.
  expect(frameAncestors(await get("/desk/index.html", "HEAD"))).toBe(true);
});

const piece = fc.oneof(
  fc.constantFrom(
    ...ups,
    ...targets,
    "/",
    "//",
    "%00",
    "%",
    "\\",
    ".",
    "index.html",
    "desk",
    "parlor",
  ),
  fc.string({ unit: "binary-ascii", maxLength: 4 }).map(encodeURIComponent),
);

test("no path of random pieces leads outside", { timeout: timeoutOf(BUDGET) }, async () => {
  const each = fc.asyncProperty(
    fc.constantFrom(...bases),
    fc.array(piece, { maxLength: 10 }),
    async (base, pieces) => {
      expect(await faultOf(base + pieces.join(""))).toBeNull();
    },
  );
  await tryMany(each, BUDGET);
});
