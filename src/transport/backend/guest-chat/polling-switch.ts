import { failureLogger } from "../../ports/log.ts";
import type { Poll, PollDeps } from "./polling.ts";

/** Starts and stops polling, whose code is loaded when it is first needed. */
export interface PollingSwitch {
  isOn(): boolean;
  start(): void;
  stop(): void;
}

export function createPollingSwitch(deps: PollDeps): PollingSwitch {
  let poll: Poll | null = null;
  return {
    isOn: () => poll !== null,
    start() {
      if (poll !== null) return;
      const loading = (poll = { close: () => undefined });
      import("./polling.ts").then(
        ({ startPoll }) => {
          if (poll === loading) poll = startPoll(deps);
        },
        (error: unknown) => {
          poll = null;
          failureLogger(deps.log, "Loading polling")(error);
        },
      );
    },
    stop() {
      poll?.close();
      poll = null;
    },
  };
}
