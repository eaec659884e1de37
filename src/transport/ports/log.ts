import { codeOf } from "../errors.ts";

/** Receives notes for developers: never a secret, never text that a person wrote. @public */
export interface Logger {
  warn(message: string): void;
}

/** Returns a function that logs the code of a failure. @param task - the task that has failed */
export const failureLogger =
  (log: Logger, task: string) =>
  (error: unknown): void =>
    log.warn(`${task} failed: ${codeOf(error)}`);

export const silentLog: Logger = { warn: () => undefined };
