import { Writable } from "node:stream";
import Fastify from "fastify";
import { expect, test } from "vitest";
import { OperatorLog } from "./operator-log.ts";

test("messages from before there is a logger are written first, and none twice", () => {
  const messages: string[] = [];
  const stream = new Writable({
    write(line: Buffer, _, done) {
      messages.push(JSON.parse(String(line)).msg);
      done();
    },
  });
  const log = new OperatorLog();
  log.warn("The folder is open to others");
  log.report(new Error("The disk is full"));
  log.connect(Fastify({ logger: { level: "warn", stream } }).log);
  log.warn("The store is large");
  expect(messages).toEqual([
    "The folder is open to others",
    "Background work failed",
    "The store is large",
  ]);
});
