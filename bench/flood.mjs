// Fifty guests who write, type and read as fast as they get answers, in a process of their own. It
// prints "ready" once all are attached and starts on the first input. When its input ends, it
// prints how often each response status occurred.
import { newGuest } from "./new-guest.mjs";

const [url, organizationId, deploymentId, count] = process.argv.slice(2);
const statuses = {};
const end = new AbortController();

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
for (let n = 0; n < Number(count); n++)
  guests.push(await newGuest(url, { organizationId, deploymentId }, "Mallory"));
process.stdin.once("data", () => {
  void Promise.all(guests.map(flood)).then(() => {
    for (const { socket } of guests) socket.terminate();
    console.log(JSON.stringify(statuses));
  });
});
process.stdin.on("end", () => end.abort());
console.log("ready");
