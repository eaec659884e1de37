import { once } from "node:events";
import { WebSocket } from "ws";
import { callAt, type Call } from "./calls.ts";
import type { MeasuredServer } from "./measured-server.ts";

const GUESTS = "/api/v2/webchat/guest/conversations";

export interface Guest {
  readonly id: string;
  readonly call: Call;
  readonly streamUri: string;
  /** The path of the guest's own messages. */
  readonly messages: string;
}

/** Creates a conversation, which waits for its first stream. */
export async function createGuest(server: MeasuredServer): Promise<Guest> {
  const created = await callAt(server.url, "")("POST", GUESTS, {
    organizationId: server.organizationId,
    deploymentId: server.deploymentId,
    routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
    memberInfo: { displayName: "Mara" },
  });
  const { id, jwt, eventStreamUri, member } = created as {
    id: string;
    jwt: string;
    eventStreamUri: string;
    member: { id: string };
  };
  return {
    id,
    call: callAt(server.url, jwt),
    streamUri: eventStreamUri,
    messages: `${GUESTS}/${id}/members/${member.id}/messages`,
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
