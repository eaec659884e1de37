import { Agent, request } from "node:http";

/* HTTP with as little work as can be: the load runs on the cores of what it measures. */

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

type Json = Readonly<Record<string, unknown>>;
export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Json>;

/** A reply that is not 2xx. */
export class CallError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(call: string, status: number, received: string) {
    super(`${call}: ${status} ${received}`);
    this.name = "CallError";
    this.status = status;
    this.code = /"code":"([\w.]+)"/.exec(received)?.[1] ?? "";
  }
}

/** Calls a server with a token. @throws CallError */
export function callAt(url: string, token: string): Call {
  const { port } = new URL(url);
  return (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? "" : JSON.stringify(body);
      const sent = request(
        {
          host: "127.0.0.1",
          port,
          agent,
          method,
          path,
          headers: {
            ...(token !== "" && { authorization: `Bearer ${token}` }),
            ...(body !== undefined && {
              "content-type": "application/json",
              "content-length": Buffer.byteLength(text),
            }),
            ...headers,
          },
        },
        (reply) => {
          let received = "";
          reply.setEncoding("utf8");
          reply.on("data", (chunk: string) => (received += chunk));
          reply.on("error", reject);
          reply.on("end", () => {
            const { statusCode = 0 } = reply;
            if (statusCode >= 300)
              return reject(new CallError(`${method} ${path}`, statusCode, received));
            resolve(received === "" ? {} : (JSON.parse(received) as Json));
          });
        },
      );
      sent.on("error", reject);
      sent.end(text);
    });
}
