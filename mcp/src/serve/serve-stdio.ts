import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { createMcpServer, type ServerOptions } from "../tools/create-mcp-server.ts";

const MAX_LINE_BYTES = 1_048_576;

/** Serves the client that has started this process, until it closes its end. */
export async function serveStdio(
  options: ServerOptions,
  { log }: { readonly log: (line: string) => void },
): Promise<void> {
  const mcp = createMcpServer(options);
  // The error may quote the line that could not be read.
  mcp.server.onerror = ({ name }) => log(`parlor-mcp: a message was dropped (${name})`);
  process.stdin.once("end", () => void mcp.close());
  await mcp.connect(
    new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize: MAX_LINE_BYTES }),
  );
}
