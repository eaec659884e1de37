import type { IncomingMessage } from "../../conversation/message.ts";
import type { Sink } from "../backend.ts";
import type { WireMessage } from "./wire-message.ts";

/**
 * Reads the content of messages that have any; its code is fetched for the first of them. A message
 * whose content cannot be read shows its text, which says the same.
 */
export async function readRich(
  messages: readonly WireMessage[],
  api: string,
): Promise<readonly IncomingMessage[]> {
  if (messages.every(({ rich }) => rich === undefined)) return messages;
  // Without a network the text says the same.
  const code = await import("./decode-rich.ts").catch(() => null);
  return messages.map((one) => code?.decodeRich(one, api) ?? { ...one, rich: undefined });
}

/** A sink for messages whose content is still to be read. */
export const richSink = (sink: Sink, api: string): Sink => ({
  ...sink,
  messages: async (batch, page) => sink.messages(await readRich(batch, api), page),
});
