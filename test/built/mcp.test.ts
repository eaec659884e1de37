import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectHttp, connectStdio, type McpSession } from "../../mcp/src/testing/mcp-session.ts";
import { tools } from "../../mcp/src/tools/tools.ts";
import { playStory } from "../contract/mcp-story.ts";
import { startTwoOrganizations, type TwoOrganizations } from "../contract/two-organizations.ts";

/* The built MCP server as a process of its own. */

const program = fileURLToPath(new URL("../../mcp/dist/main.js", import.meta.url));
const SECRET = "bank-ada-secret-secret";
const TOKEN = "a-bearer-token-of-the-test";

let stage: TwoOrganizations;
const undo: (() => Promise<void>)[] = [];
beforeAll(async () => {
  stage = await startTwoOrganizations();
});
afterAll(async () => {
  for (const stop of undo) await stop();
  await stage.close();
});

const environment = (): Record<string, string> => ({
  PARLOR_URL: stage.server.url,
  PARLOR_CLIENT_ID: "bank-ada",
  PARLOR_CLIENT_SECRET: SECRET,
});

async function overStdio(...words: readonly string[]): Promise<McpSession> {
  const session = await connectStdio(program, words, environment());
  undo.push(() => session.close());
  return session;
}

test("each tool does its work, over stdio", async () => {
  const session = await overStdio("--allow-writes");
  expect((await session.tools()).map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
  expect([...(await playStory(session, stage))].toSorted()).toEqual(
    tools.map(({ name }) => name).toSorted(),
  );
  expect(session.said()).toBe("parlor-mcp: ready over stdio, reads and writes\n");
});

test("over stdio it is read-only without leave to write", async () => {
  const session = await overStdio();
  expect((await session.tools()).every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
  const end = await session.call("patch_message", { conversationId: "c", state: "disconnected" });
  expect(end.text).toMatch(/^read\.only: /);
  expect(session.said()).toBe("parlor-mcp: ready over stdio, read-only\n");
});

test("it ends when its client closes its end, and quotes no line that it cannot read", async () => {
  const child = spawn(process.execPath, [program], { env: environment() });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.end('do-not-log\n{"jsonrpc":"2.0","id":1,"method":"ping"}\n');
  const [out, [code]] = await Promise.all([textOf(child.stdout), once(child, "close")]);
  expect([out, code]).toEqual(['{"result":{},"jsonrpc":"2.0","id":1}\n', 0]);
  expect(said).toContain("a message was dropped (SyntaxError)");
  expect(said).not.toContain("do-not-log");
});

test("over HTTP it tells its address, answers, and ends at a signal", async () => {
  const child = spawn(process.execPath, [program, "--http", "0"], {
    env: { ...environment(), PARLOR_MCP_TOKEN: TOKEN },
  });
  const ended = once(child, "close");
  const [chunk] = (await once(child.stderr, "data")) as [Buffer];
  const [, url = ""] = /^parlor-mcp: ready on (http:\S+), read-only\n$/.exec(String(chunk)) ?? [];
  const session = await connectHttp(url, TOKEN);
  expect(await session.call("get_messages")).toMatchObject({ isError: false });
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  await session.close();
});

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += chunk.toString();
  return text;
}
