import type { EndedConnection, Sink } from "../backend.ts";
import type { RestClient } from "./rest-client.ts";
import type { Credentials, SessionData } from "./session.ts";

/** Reads the history page by page, backwards. */
export function createLogReader(
  rest: Pick<RestClient, "members" | "messagesBefore" | "missed">,
  session: Pick<SessionData, "extensions" | keyof Credentials>,
  sink: Sink,
): Pick<EndedConnection, "loadOlder" | "read"> {
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
      const hasMissed = session.extensions.includes("missed");
      const [members, missed] = await Promise.all([
        rest.members(session, signal),
        // A refusal says that nobody has to answer.
        hasMissed ? rest.missed(session, signal).catch(() => null) : null,
        readBefore(null, signal),
      ]);
      sink.members(members);
      sink.missed(missed);
    },
  };
}
