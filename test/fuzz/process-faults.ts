/*
 * Errors that nobody catches would end a server in the test's own process: they are recorded
 * instead.
 */

export interface ProcessWatch {
  /** Returns the errors since the last call that would have ended the process. */
  takeFaults(): string[];
  stop(): void;
}

const EVENTS = ["uncaughtException", "unhandledRejection"] as const;

/** Takes the place of the test runner's own listeners until it is stopped. */
export function watchProcess(): ProcessWatch {
  const faults: string[] = [];
  const before = EVENTS.map((event) => process.rawListeners(event));
  const note = (error: unknown): void =>
    void faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  for (const event of EVENTS) {
    process.removeAllListeners(event);
    process.on(event, note);
  }
  return {
    takeFaults: () => faults.splice(0),
    stop() {
      EVENTS.forEach((event, index) => {
        process.removeListener(event, note);
        for (const listener of before[index] ?? [])
          process.on(event, listener as (...args: unknown[]) => void);
      });
    },
  };
}

/** Connections of this process, the server's and the client's ends. */
export const openConnections = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;
