// Fifty guests who write, type and read as fast as they get answers, in a process of their own. It
// prints "ready" once all are attached and starts on the first input. When its input ends, it
// prints how often each response status occurred.
import { once } from "node:events";
import { WebSocket } from "ws";

const [url, organizationId, deploymentId, count] = process.argv.slice(2);
const base = `${url}/api/v2/webchat/guest/conversations`;
const statuses = {};
const end = new AbortController();

async function newGuest() {
  const reply = await fetch(base, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      organizationId,
      deploymentId,
      routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
      memberInfo: { displayName: "Mallory" },
    }),
  });
  const { id, jwt, eventStreamUri, member } = await reply.json();
  const socket = new WebSocket(eventStreamUri);
  await once(socket, "message");
  const own = `${base}/${id}/members/${member.id}`;
  return { socket, jwt, own };
}

async function flood({ jwt, own }) {
  const authorization = `Bearer ${jwt}`;
  const body = JSON.stringify({ body: "x".repeat(4_000) });
  const json = { authorization, "content-type": "application/json" };
  const calls = [
    () => fetch(`${own}/messages`, { method: "POST", headers: json, body }),
    () => fetch(`${own}/typing`, { method: "POST", headers: { authorization } }),
    () => fetch(own, { headers: { authorization } }),
  ];
  for (let n = 0; !end.signal.aborted; n++) {
    const reply = await calls[n % calls.length]();
    await reply.arrayBuffer();
    statuses[reply.status] = (statuses[reply.status] ?? 0) + 1;
  }
}

const guests = [];
for (let n = 0; n < Number(count); n++) guests.push(await newGuest());
process.stdin.once("data", () => {
  void Promise.all(guests.map(flood)).then(() => {
    for (const { socket } of guests) socket.terminate();
    console.log(JSON.stringify(statuses));
  });
});
process.stdin.on("end", () => end.abort());
console.log("ready");
