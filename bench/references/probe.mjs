// A bare client that measures two servers in turn, forty times a second each: how long a small GET
// takes, and a POST eight times a second. It does not wait for an answer before it asks again, so
// that a server that stalls is measured as often. Its argument is a JSON of the targets; it prints
// "ready", and when its input ends the times in ms, by target.
import { Agent, request } from "node:http";

const TICK_MS = 25;
const POST_EVERY = 5;

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const targets = JSON.parse(process.argv[2]);
const found = Object.fromEntries(
  Object.keys(targets).map((name) => [name, { get: [], post: [], failed: 0 }]),
);
let underWay = 0;

function ask(name, method, path, headers, body) {
  const begun = performance.now();
  underWay++;
  let isOver = false;
  const end = (isWell) => {
    if (isOver) return;
    isOver = true;
    underWay--;
    if (isWell) found[name][method].push(performance.now() - begun);
    else found[name].failed++;
  };
  const sent = request(
    {
      host: "127.0.0.1",
      port: targets[name].port,
      agent,
      method: method.toUpperCase(),
      path,
      headers,
    },
    (reply) =>
      reply
        .resume()
        .on("end", () => end(reply.statusCode < 300))
        .on("error", () => end(false)),
  );
  sent.on("error", () => end(false));
  sent.end(body);
}

let tick = 0;
const timer = setInterval(() => {
  tick++;
  for (const [name, { get, headers, post, body }] of Object.entries(targets)) {
    ask(name, "get", get, headers);
    if (tick % POST_EVERY !== 0) continue;
    const json = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    ask(name, "post", post, json, body);
  }
}, TICK_MS);
process.stdin.resume().on("end", () => {
  clearInterval(timer);
  const until = performance.now() + 10_000;
  const finish = () => {
    if (underWay > 0 && performance.now() < until) return setTimeout(finish, 5);
    console.log(JSON.stringify(found));
    process.exit();
  };
  finish();
});
console.log("ready");
