import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { CallToolResultSchema, type Tool } from "@modelcontextprotocol/sdk/types.js";

/** The result of a tool, as a test looks at it. */
export interface Outcome {
  readonly isError: boolean;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The SDK's own client, connected to the MCP server. */
export interface McpSession {
  readonly instructions: string;
  tools(): Promise<readonly Tool[]>;
  call(name: string, args?: Readonly<Record<string, unknown>>): Promise<Outcome>;
  /** The lines of the process beside the protocol; empty over HTTP. */
  said(): string;
  close(): Promise<void>;
}

async function connect(transport: Transport, said: () => string): Promise<McpSession> {
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(transport);
  return {
    instructions: client.getInstructions() ?? "",
    tools: async () => (await client.listTools()).tools,
    async call(name, args = {}) {
      const params = { name, arguments: { ...args } };
      const { content, structuredContent, isError } = await client.request(
        { method: "tools/call", params },
        CallToolResultSchema,
      );
      const text = content.map((one) => (one.type === "text" ? one.text : "")).join("\n");
      return { isError: isError === true, text, data: structuredContent ?? {} };
    },
    said,
    close: () => client.close(),
  };
}

export const connectHttp = (url: string, token: string): Promise<McpSession> =>
  connect(
    new StreamableHTTPClientTransport(new URL(url), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    }),
    () => "",
  );

/** @param program - the built entry */
export function connectStdio(
  program: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<McpSession> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, ...words],
    env: { ...env },
    stderr: "pipe",
  });
  let said = "";
  transport.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return connect(transport, () => said);
}
