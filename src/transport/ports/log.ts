/** Where notes for developers go. Never a secret, never what somebody wrote. @public */
export interface Logger {
  warn(message: string): void;
}

export const silentLog: Logger = { warn: () => undefined };
