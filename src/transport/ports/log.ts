/** Receives notes for developers: never a secret, never text that a person wrote. @public */
export interface Logger {
  warn(message: string): void;
}

export const silentLog: Logger = { warn: () => undefined };
