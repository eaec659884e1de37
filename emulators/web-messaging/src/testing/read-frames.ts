import { wireMessage } from "../wire/messages.ts";
import type { ServiceFrame } from "../wire/service-frames.ts";

/** The texts of all messages among the frames. */
export const textsOf = (frames: readonly ServiceFrame[]): string[] =>
  frames
    .filter((frame) => frame.class === "StructuredMessage")
    .map(({ body }) => wireMessage.parse(body).text ?? "");

/** The time of a message's frame, as the wire has it. */
export const isoTimeOf = (frame: ServiceFrame | undefined): string | null | undefined =>
  wireMessage.parse(frame?.body).channel?.time;
