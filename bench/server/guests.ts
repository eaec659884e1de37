import { once } from "node:events";
import { WebSocket } from "ws";
import { callAt, type Call } from "./calls.ts";
import type { MeasuredServer } from "./measured-server.ts";

export const GUESTS = "/api/v2/webchat/guest/conversations";

export interface Guest {
  readonly id: string;
  readonly token: string;
  readonly call: Call;
  readonly streamUri: string;
  /** The path of the guest itself, and that of its messages. */
  readonly self: string;
  readonly messages: string;
}

/** The body that creates a conversation. @param skills - those that its agent must have */
export const newGuest = (server: MeasuredServer, skills: readonly string[] = []): object => ({
  organizationId: server.organizationId,
  deploymentId: server.deploymentId,
  routingTarget: {
    targetType: "QUEUE",
    targetAddress: "Bookings",
    ...(skills.length > 0 && { skills }),
  },
  memberInfo: { displayName: "Mara" },
});

/** Creates a conversation, which waits for its first stream. */
export async function createGuest(
  server: MeasuredServer,
  skills: readonly string[] = [],
): Promise<Guest> {
  const created = await callAt(server.url, "")("POST", GUESTS, newGuest(server, skills));
  const { id, jwt, eventStreamUri, member } = created as {
    id: string;
    jwt: string;
    eventStreamUri: string;
    member: { id: string };
  };
  const self = `${GUESTS}/${id}/members/${member.id}`;
  return {
    id,
    token: jwt,
    call: callAt(server.url, jwt),
    streamUri: eventStreamUri,
    self,
    messages: `${self}/messages`,
  };
}

/** Opens a stream. It resolves with the first frame, which the server sends to a guest in line. */
export async function openStream(
  uri: string,
  onFrame: (frame: string) => void = () => undefined,
): Promise<WebSocket> {
  const socket = new WebSocket(uri.replace("localhost", "127.0.0.1"), {
    perMessageDeflate: false,
  });
  socket.on("message", (data: Buffer) => onFrame(data.toString()));
  await once(socket, "message");
  return socket;
}

/** A guest in line, with its stream. */
export async function waitingGuest(server: MeasuredServer): Promise<{
  readonly guest: Guest;
  readonly socket: WebSocket;
}> {
  const guest = await createGuest(server);
  return { guest, socket: await openStream(guest.streamUri) };
}

/** The agent takes a guest. */
export const take = (agent: Call, { id }: Guest): Promise<unknown> =>
  agent("POST", `/api/v2/parlor/chats/waiting/${id}/take`);
