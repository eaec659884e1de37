import type { EndedConnection, Sink } from "../backend.ts";
import type { RestClient } from "./rest-client.ts";
import type { SessionData } from "./session.ts";

/** Reads the history page by page, backwards. */
export function createLogReader(
  rest: Pick<RestClient, "members" | "messagesBefore" | "missed">,
  session: SessionData,
  sink: Sink,
): Pick<EndedConnection, "loadOlder" | "read" | "readMissed"> {
  const readBefore = async (id: string | null, signal: AbortSignal): Promise<void> => {
    const { messages, hasOlder } = await rest.messagesBefore(session, id, signal);
    await sink.messages(messages, { hasOlder });
  };
  return {
    async loadOlder(signal) {
      const { messages, order } = sink.state();
      const oldest = order
        .map((key) => messages.get(key)?.delivery)
        .find((one) => one?.kind === "sent");
      if (oldest?.kind === "sent") await readBefore(oldest.id, signal);
    },
    async read(signal) {
      const [members] = await Promise.all([
        rest.members(session, signal),
        readBefore(null, signal),
      ]);
      sink.members(members);
    },
    async readMissed(signal) {
      if (session.extensions.includes("missed")) sink.missed(await rest.missed(session, signal));
    },
  };
}
