import { once } from "node:events";
import { WebSocket } from "ws";

export async function newGuest(url, { organizationId, deploymentId }, displayName) {
  const base = `${url}/api/v2/webchat/guest/conversations`;
  const reply = await fetch(base, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      organizationId,
      deploymentId,
      routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
      memberInfo: { displayName },
    }),
  });
  const { id, jwt, eventStreamUri, member } = await reply.json();
  const socket = new WebSocket(eventStreamUri);
  await once(socket, "message");
  return { socket, jwt, own: `${base}/${id}/members/${member.id}` };
}
