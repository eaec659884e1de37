import { Writable } from "node:stream";
import Fastify from "fastify";
import { expect, test } from "vitest";
import { OperatorLog } from "./operator-log.ts";

test("what is told before there is a logger is written first, and nothing twice", () => {
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
