import type { IncomingMessage } from "../../conversation/message.ts";
import type { EndedConnection, Sink } from "../backend.ts";
import type { RestClient } from "./rest-client.ts";
import type { SessionData } from "./session.ts";

/** Reads the history page by page, backwards. */
export function createLogReader(
  rest: Pick<RestClient, "members" | "messagesBefore" | "missed">,
  session: SessionData,
  sink: Sink,
): Pick<EndedConnection, "loadOlder" | "read"> {
  const readBefore = async (
    id: string | null,
    signal: AbortSignal,
  ): Promise<readonly IncomingMessage[]> => {
    const { messages, hasOlder } = await rest.messagesBefore(session, id, signal);
    await sink.messages(messages, { hasOlder });
    return messages;
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
      const [members, messages] = await Promise.all([
        rest.members(session, signal),
        readBefore(null, signal),
      ]);
      sink.members(members);
      // One that an agent has answered is not missed: the server says 404, which consoles show.
      const isAnswered = messages.some(
        ({ kind, senderId }) =>
          kind === "text" && members.some(({ id, role }) => id === senderId && role === "agent"),
      );
      if (session.extensions.includes("missed") && !isAnswered)
        sink.missed(await rest.missed(session, signal));
    },
  };
}
