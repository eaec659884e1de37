import type { IncomingMessage } from "node:http";

/**
 * The path and the query of a request. Its target may be anything (`//`, `*`, another address), and
 * never throws here: an exception in the listener of an upgrade would end the process.
 */
export const requestUrl = ({ url = "/" }: IncomingMessage): URL =>
  new URL(`http://emulator.invalid/${url.replace(/^\/+/, "")}`);
