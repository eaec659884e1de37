import type { CreateBackend } from "../../transport/chat-parts.ts";
import type { GetAuthCode } from "../../transport/index.ts";
import { createWebMessagingBackend, restartLog } from "../../transport/web-messaging.ts";

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;

const functionOf = (value: unknown): GetAuthCode | undefined =>
  isGetAuthCode(value) ? value : undefined;
const isGetAuthCode = (value: unknown): value is GetAuthCode => typeof value === "function";

/** Tells the owner of the site, in one line. */
function tellOwner(line: string): void {
  // oxlint-disable-next-line no-console -- the one place where a site owner looks
  console.error(`Parlor: ${line}`);
}

/** The widget's options have the address beside those that every backend knows. */
export const createBackendFor =
  (chat: Parameters<typeof restartLog>[0]): CreateBackend =>
  (options, ports, noteTime) =>
    createWebMessagingBackend(
      () => ({
        region: textOf(Reflect.get(options, "region")),
        endpoint: textOf(Reflect.get(options, "endpoint")),
        application: textOf(Reflect.get(options, "application")),
        getAuthCode: functionOf(Reflect.get(options, "getAuthCode")),
        tellOwner,
      }),
      options,
      ports,
      noteTime,
      { restartLog: () => restartLog(chat) },
    );
