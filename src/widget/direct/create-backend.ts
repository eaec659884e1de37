import type { CreateBackend } from "../../transport/chat-parts.ts";
import { createWebMessagingBackend } from "../../transport/web-messaging.ts";

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;

/** Tells the owner of the site, in one line. */
function tellOwner(line: string): void {
  // oxlint-disable-next-line no-console -- the one place where a site owner looks
  console.error(`Parlor: ${line}`);
}

/** The widget's options have the address beside those that every backend knows. */
export const createBackend: CreateBackend = (options, ports, noteTime) =>
  createWebMessagingBackend(
    () => ({
      region: textOf(Reflect.get(options, "region")),
      endpoint: textOf(Reflect.get(options, "endpoint")),
      tellOwner,
    }),
    options,
    ports,
    noteTime,
  );
