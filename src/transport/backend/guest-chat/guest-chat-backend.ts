import { ParlorError } from "../../errors.ts";
import type { GuestChatOptions, Ports } from "../../options.ts";
import type { Backend, Session } from "../backend.ts";
import { openConnection } from "./connection.ts";
import { createRestClient } from "./rest-client.ts";
import { decodeSession, sessionOf, type SessionData } from "./session.ts";

function dataOf({ data }: Session): SessionData {
  const read = decodeSession(data);
  if (read === null) throw new ParlorError("no-conversation", "The session cannot be used");
  return read;
}

/**
 * The guest chat protocol: REST calls, and an event stream or polling.
 * @param options - read at each start, so that they can change between two conversations
 */
export function createGuestChatBackend(options: GuestChatOptions, ports: Ports): Backend {
  const rest = createRestClient(options.api.replace(/\/$/, ""), ports.http, ports.log);
  return {
    async start({ routing, profile, journeyContext, hasMediaHandler }, signal) {
      const { organizationId, deploymentId, getMemberAuthToken } = options;
      const created = await rest.create(
        {
          organizationId,
          deploymentId,
          routing: routing ?? options.routing,
          profile: profile ?? options.profile ?? {},
          journeyContext: journeyContext ?? options.journeyContext,
          memberAuthToken: await getMemberAuthToken?.(signal),
          hasMediaHandler,
        },
        signal,
      );
      return sessionOf(created);
    },
    async resume(session, signal) {
      const data = dataOf(session);
      const { state } = await rest.member(data, data.memberId, signal);
      if (state === "disconnected")
        throw new ParlorError("conversation-ended", "The guest is no longer in the conversation");
    },
    open: (session, sink, signal) => openConnection(dataOf(session), sink, signal, { rest, ports }),
  };
}
