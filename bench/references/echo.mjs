// The least that can tell both sides: a bare `ws` server that sends each frame to its sender and to
// the other one of a pair. It prints its port.
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
let alone = null;
server.on("listening", () => console.log(server.address().port));
server.on("connection", (socket) => {
  const pair = alone ?? [];
  pair.push(socket);
  alone = alone === null ? pair : null;
  socket.on("message", (data, isBinary) => {
    for (const one of pair) one.send(data, { binary: isBinary });
  });
});
process.stdin.resume().on("end", () => process.exit());
