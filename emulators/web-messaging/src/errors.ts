/** The reasons for which a call of the emulator fails. */
export type EmulatorErrorCode =
  | "invalid-options"
  | "unknown-deployment"
  | "unknown-token"
  | "session-ended"
  | "storage-full"
  | "timed-out";

/** The error of every call of the emulator. */
export class EmulatorError extends Error {
  readonly code: EmulatorErrorCode;

  constructor(code: EmulatorErrorCode, message: string) {
    super(message);
    this.name = "EmulatorError";
    this.code = code;
  }
}
