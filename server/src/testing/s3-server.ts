import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import type { S3Options } from "../adapters/files/s3-client.ts";
import { sendTo, type Send } from "../adapters/http-send.ts";
import { systemClock } from "../service/clock.ts";

/** The keys that `s3rver` knows. */
const credentials = { key: "S3RVER", secret: "S3RVER", region: "us-east-1" } as const;

export interface S3Server {
  readonly port: number;
  /** Options for one of its buckets, `files`. */
  options(style: "path" | "virtual host", prefix?: string): S3Options;
  close(): Promise<void>;
}

/** Starts a store that speaks S3, in a folder of its own. It checks no secret. */
export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), "parlor-s3-"));
  const server = new S3rver({
    port: 0,
    address: "127.0.0.1",
    silent: true,
    directory,
    serviceEndpoint: "parlor.test",
    configureBuckets: [{ name: "files", configs: [] }],
  });
  const { port } = await server.run();
  return {
    port,
    options: (style, prefix = "") => ({
      ...credentials,
      endpoint: style === "path" ? `http://127.0.0.1:${port}` : `http://s3.parlor.test:${port}`,
      bucket: "files",
      prefix,
      isPathStyle: style === "path",
      clock: systemClock,
      send: sendHere,
    }),
    async close() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Connects to this machine, whatever the host; a new connection each time, so that all can end. */
export const sendHere: Send = (outgoing) =>
  sendTo(outgoing, {
    hostname: "127.0.0.1",
    agent: false,
  });
