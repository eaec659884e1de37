import type { Readable } from "node:stream";
import type { Clock } from "../../service/clock.ts";

/**
 * The next bytes of a stream, which stays paused meanwhile: nothing is read ahead of its buffer.
 * @param until - in milliseconds since 1970
 * @returns `end` after the last byte; `cut` when the stream broke off; `late` when no byte came
 */
export function nextBytes(
  source: Readable,
  clock: Clock,
  until: number,
): Promise<Buffer | "end" | "cut" | "late"> {
  return new Promise((resolve) => {
    const settle = (outcome: Buffer | "end" | "cut" | "late"): void => {
      forget();
      source.off("readable", look).off("end", onEnd).off("error", onCut).off("close", onCut);
      resolve(outcome);
    };
    const look = (): void => {
      const bytes: unknown = source.read();
      if (Buffer.isBuffer(bytes)) settle(bytes);
      else if (source.readableEnded) settle("end");
      else if (source.destroyed) settle("cut");
    };
    const onEnd = (): void => settle("end");
    const onCut = (): void => settle(source.readableEnded ? "end" : "cut");
    const forget = clock.at(until, () => settle("late"));
    source.on("readable", look).on("end", onEnd).on("error", onCut).on("close", onCut);
    look();
  });
}
