// The least that can tell both sides: a bare `ws` server that sends each frame to its sender and to
// the other one of a pair. A socket at `/idle` belongs to no pair: it gets a frame at once and then
// every five seconds, with a ping. Requests get a small JSON. It prints its port.
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const EVERY_MS = 5_000;

const http = createServer((request, reply) => {
  request.resume().on("end", () => {
    reply.setHeader("content-type", "application/json");
    reply.end('{"status":"ok"}');
  });
});
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
let alone = null;

function beat(socket) {
  const frame = { topicName: "channel.metadata", eventBody: { message: "WebSocket Heartbeat" } };
  const send = () => {
    socket.send(JSON.stringify(frame));
    socket.ping();
  };
  send();
  const timer = setInterval(send, EVERY_MS);
  socket.on("close", () => clearInterval(timer));
}

http.listen(0, "127.0.0.1", () => console.log(http.address().port));
server.on("connection", (socket, request) => {
  if (request.url?.startsWith("/idle")) return beat(socket);
  const pair = alone ?? [];
  pair.push(socket);
  alone = alone === null ? pair : null;
  socket.on("message", (data, isBinary) => {
    for (const one of pair) one.send(data, { binary: isBinary });
  });
});
process.stdin.resume().on("end", () => process.exit());
