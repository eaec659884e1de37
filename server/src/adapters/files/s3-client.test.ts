import { execFile } from "node:child_process";
import { writeFile, mkdtemp, rm } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { listen } from "../../testing/listen.ts";
import { sendHere } from "../../testing/s3-server.ts";
import { systemClock } from "../../service/clock.ts";
import { addressOf, signedHeaders, type S3Options } from "./s3-client.ts";
import { createS3Files } from "./s3-files.ts";

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const plain = fc.stringMatching(/^[a-zA-Z0-9!'()*,;@&=+$ _~.-]{1,20}$/);
const part = fc
  .oneof(text, plain)
  .filter((one) => one !== "." && one !== ".." && !one.includes("/"));
const requests = fc.record({
  key: fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/")),
  method: fc.constantFrom("GET", "HEAD", "PUT", "POST", "DELETE"),
  isPathStyle: fc.boolean(),
  secret: fc.string({ minLength: 1, maxLength: 40 }),
  query: fc.dictionary(fc.constantFrom("uploads", "partNumber", "prefix", "x-id"), text),
  headers: fc.dictionary(
    fc.constantFrom("x-amz-meta-a", "x-amz-meta-b", "range", "content-type"),
    fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/),
  ),
  at: fc.date({ min: new Date(0), max: new Date("2099-12-31"), noInvalidDate: true }),
});

test("signatures are those of AWS's own signer, for 1,000 keys, methods and headers", async () => {
  const calls = fc.sample(requests, 1_000).map(({ key, query, isPathStyle, ...call }) => {
    const bucket = { endpoint: "https://s3.example.com:9000", bucket: "files", isPathStyle };
    return { ...call, url: addressOf(bucket, { key, query }) };
  });
  const script = new URL("../../testing/aws-signatures.mjs", import.meta.url);
  const signing = promisify(execFile)(process.execPath, [fileURLToPath(script)], { env: {} });
  signing.child.stdin?.end(
    JSON.stringify(calls.map(({ url, ...call }) => ({ ...call, href: url.href }))),
  );
  const theirs: unknown = JSON.parse((await signing).stdout);
  const ours = await Promise.all(
    calls.map(async ({ secret, at, ...call }) => {
      const datetime = at.toISOString().replace(/[-:]|\.\d+/g, "");
      const account = { region: "eu-central-1", key: "KEY", secret };
      return (await signedHeaders(account, call, datetime))["authorization"];
    }),
  );
  expect(ours).toEqual(theirs);
}, 90_000);

test("the bucket stands in the path or in the host, and keys are escaped", () => {
  const bucket = { endpoint: "https://s3.example.com", bucket: "files" };
  const call = { key: "a b/ü!.thumb", query: { partNumber: "1" } };
  expect(addressOf({ ...bucket, isPathStyle: true }, call).href).toBe(
    "https://s3.example.com/files/a%20b/%C3%BC%21.thumb?partNumber=1",
  );
  expect(addressOf({ ...bucket, isPathStyle: false }, call).href).toBe(
    "https://files.s3.example.com/a%20b/%C3%BC%21.thumb?partNumber=1",
  );
});

let server: Server | null = null;
let folder: string | null = null;
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  if (folder !== null) await rm(folder, { recursive: true, force: true });
  server = folder = null;
});

/** Files in a store that answers as it is told; its clock lets no time pass. */
async function filesAt(answer: RequestListener): Promise<ReturnType<typeof createS3Files>> {
  server = createServer(answer);
  const port = await listen(server);
  const options: S3Options = {
    endpoint: `http://127.0.0.1:${port}`,
    bucket: "files",
    region: "us-east-1",
    key: "KEY",
    secret: "a secret that nobody may see",
    prefix: "",
    isPathStyle: true,
    clock: {
      now: systemClock.now,
      at(_, callback) {
        const timer = setImmediate(callback);
        return () => clearImmediate(timer);
      },
    },
    send: sendHere,
  };
  return createS3Files(options);
}

async function sourceOf(size: number): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), "parlor-s3-client-"));
  await writeFile(join(folder, "part"), Buffer.alloc(size, 7));
  return join(folder, "part");
}

test("a store that is away for a moment is asked again, with the whole body", async () => {
  const bodies: number[] = [];
  const files = await filesAt((request, response) => {
    let length = 0;
    request.on("data", (chunk: Buffer) => (length += chunk.length));
    request.on("end", () => {
      bodies.push(length);
      response.writeHead(bodies.length < 3 ? 503 : 200).end();
    });
  });
  await files.write("abcdef", "file", await sourceOf(100_000));
  expect(bodies).toEqual([100_000, 100_000, 100_000]);
});

test("a store that stays away is trouble that may pass", async () => {
  let calls = 0;
  const files = await filesAt((_, response) => {
    calls++;
    response.writeHead(503).end();
  });
  await expect(files.remove("abcdef")).rejects.toMatchObject({
    code: "store-unavailable",
    details: { retryAfterSeconds: expect.any(Number) },
  });
  expect(calls).toBe(4);
});

test("a refusal is not repeated, and its reason does not show the secret", async () => {
  let calls = 0;
  const files = await filesAt((_, response) => {
    calls++;
    response.writeHead(403).end("<Error><Code>SignatureDoesNotMatch</Code></Error>");
  });
  const refused = await files.stat("abcdef", "file").catch((error: unknown) => error);
  const got = await files.read("abcdef", "file").catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "store-unavailable", cause: { status: 403 } });
  expect(got).toMatchObject({
    cause: { message: expect.stringContaining("SignatureDoesNotMatch") },
  });
  expect(calls).toBe(2);
  expect(JSON.stringify(refused) + (got as { stack: string }).stack).not.toContain("nobody");
});

test("a bucket that is not there is no missing file", async () => {
  const files = await filesAt((_, response) => {
    response.writeHead(404).end("<Error><Code>NoSuchBucket</Code></Error>");
  });
  await expect(files.read("abcdef", "file")).rejects.toMatchObject({ code: "store-unavailable" });
  await expect(files.write("abcdef", "file", await sourceOf(10))).rejects.toMatchObject({
    code: "store-unavailable",
  });
});

test("parts that cannot be joined are removed, although the answer says 200", async () => {
  const calls: string[] = [];
  const files = await filesAt((request, response) => {
    const { method = "", url = "" } = request;
    calls.push(`${method} ${url.slice(url.indexOf("?") + 1)}`);
    request.resume();
    request.on("end", () => {
      if (method === "PUT") response.setHeader("etag", '"tag"');
      const isLast = method === "POST" && url.includes("uploadId");
      response.end(
        isLast ? "<Error><Code>InternalError</Code></Error>" : "<UploadId>U1</UploadId>",
      );
    });
  });
  const written = files.write("abcdef", "file", await sourceOf(17 * 1024 * 1024));
  await expect(written).rejects.toMatchObject({ code: "store-unavailable" });
  expect(calls).toEqual([
    "POST uploads=",
    "PUT partNumber=1&uploadId=U1",
    "PUT partNumber=2&uploadId=U1",
    "PUT partNumber=3&uploadId=U1",
    "POST uploadId=U1",
    "DELETE uploadId=U1",
  ]);
});

test("a list of several pages is read to its end", async () => {
  const pages = [
    "<Key>ab/cd/abcdef</Key><Key>ab/cd/abcdef.thumb</Key><NextContinuationToken>a&amp;b</NextContinuationToken>",
    "<Key>other.txt</Key><Key>xy/zz/xyzz99</Key>",
  ];
  const tokens: (string | null)[] = [];
  const files = await filesAt((request, response) => {
    tokens.push(new URL(request.url ?? "", "http://x").searchParams.get("continuation-token"));
    response.end(pages[tokens.length - 1]);
  });
  const listed: string[] = [];
  for await (const id of files.list()) listed.push(id);
  expect(listed).toEqual(["abcdef", "xyzz99"]);
  expect(tokens).toEqual([null, "a&b"]);
});
