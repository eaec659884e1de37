import { ParlorError } from "../../errors.ts";
import type { GuestChatOptions, Ports } from "../../options.ts";
import type { Backend, NoteTime, Session } from "../backend.ts";
import { openConnection } from "./connection.ts";
import { createLogReader } from "./log-reader.ts";
import { richSink } from "./read-rich.ts";
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
export function createGuestChatBackend(
  options: GuestChatOptions,
  ports: Ports,
  noteTime: NoteTime,
): Backend {
  const api = options.api.replace(/\/$/, "");
  const rest = createRestClient(api, { ...ports, noteTime });
  const deps = { rest, ports, noteTime };
  return {
    async start(request, signal) {
      const { routing, profile, journeyContext, fieldLabels, promise, hasMediaHandler } = request;
      const { organizationId, deploymentId, getMemberAuthToken } = options;
      const created = await rest.create(
        {
          organizationId,
          deploymentId,
          routing: routing ?? options.routing,
          profile: profile ?? options.profile ?? {},
          journeyContext: journeyContext ?? options.journeyContext,
          memberAuthToken: await getMemberAuthToken?.(signal),
          pageInfo: { ...options.pageInfo?.(), fieldLabels, promise },
          hasMediaHandler,
        },
        signal,
      );
      return sessionOf(created);
    },
    resume: async (session, signal) => rest.ownEnd(dataOf(session), signal),
    open: (session, sink, signal) =>
      openConnection(dataOf(session), sink && richSink(sink, api), signal, deps),
    openEnded(session, given, signal) {
      const sink = richSink(given, api);
      const data = dataOf(session);
      const calls = openConnection(data, null, signal, deps);
      return { ...calls, ...createLogReader(rest, data, sink) };
    },
  };
}
