import type { IncomingMessage, ServerResponse } from "node:http";
import type { Service } from "./service.ts";

/** An answer in JSON; every other answer is written by its own code. */
export interface Answer {
  readonly status: number;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request, with what its handlers need. */
export interface Call {
  readonly service: Service;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly url: URL;
  /** The variable part of the path. */
  readonly name: string;
}

/** A refusal in the form of the service's REST errors. */
export const restError = (status: number, code: string, message: string): Answer => ({
  status,
  body: { message, code, status, contextId: crypto.randomUUID(), details: [] },
});

/** The token of `Authorization: Bearer …`; an empty text without one. */
export const bearerOf = ({ incoming }: Call): string =>
  /^Bearer (.+)$/.exec(incoming.headers.authorization ?? "")?.[1] ?? "";

/** Reads a body; null if it is longer than `most` bytes. */
export async function readBody({ incoming }: Call, most: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of incoming) {
    if (!(part instanceof Uint8Array)) continue;
    size += part.byteLength;
    if (size > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
