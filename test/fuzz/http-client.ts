import { Agent, request as httpRequest, type IncomingHttpHeaders } from "node:http";

export interface Request {
  readonly method: string;
  /** Sent as it is: nothing is escaped and nothing is normalized. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8, or the bytes themselves. */
  readonly body: string | Buffer | null;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

/**
 * Limit for an answer: a slower server has lost the request, or has thousands of requests waiting.
 */
const ANSWER_MS = 30_000;

/** Sends requests that `fetch` would refuse to send or would tidy up. */
export interface HttpClient {
  send(request: Request): Promise<Reply>;
  close(): void;
}

/** @param keepsAlive - false opens a connection for each request, and leaves none behind */
export function createHttpClient(port: number, keepsAlive = true): HttpClient {
  const agent = new Agent({ keepAlive: keepsAlive, maxSockets: 8 });
  const once = ({ method, path, headers, body }: Request): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const request = httpRequest(
        {
          host: "127.0.0.1",
          port,
          method,
          path,
          agent,
          headers: {
            ...headers,
            ...(body !== null && { "content-length": String(Buffer.byteLength(body)) }),
          },
          signal: AbortSignal.timeout(ANSWER_MS),
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            const bytes = Buffer.concat(chunks);
            const { statusCode: status = 0, headers } = response;
            resolve({ status, headers, bytes, text: bytes.toString() });
          });
        },
      );
      request.on("error", reject);
      request.end(body ?? undefined);
    });
  return {
    send: (request) =>
      once(request).catch((error: unknown) => {
        const { method, path } = request;
        throw new Error(`No answer to ${method} ${path}: ${String(error)}`, { cause: error });
      }),
    close: () => agent.destroy(),
  };
}
