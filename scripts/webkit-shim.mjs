// A proxy in front of WebKitWebDriver. The driver refuses the capabilities that webdriverio
// requests, so each session gets these instead.
import http from "node:http";
import { miniBrowser } from "./browsers.mjs";

const capabilities = {
  browserName: "MiniBrowser",
  "webkitgtk:browserOptions": {
    binary: miniBrowser,
    args: ["--automation"],
  },
};

/**
 * @param {number} driverPort - the port of WebKitWebDriver
 * @returns {Promise<number>} the port of the proxy, on this machine only
 */
export async function openShim(driverPort) {
  const shim = http.createServer((request, reply) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      const isNewSession = request.method === "POST" && request.url === "/session";
      const body = isNewSession
        ? Buffer.from(JSON.stringify({ capabilities: { alwaysMatch: capabilities } }))
        : Buffer.concat(parts);
      const passedOn = http.request(
        {
          host: "127.0.0.1",
          port: driverPort,
          path: request.url,
          method: request.method,
          headers: { "content-type": "application/json", "content-length": body.length },
        },
        (answer) => {
          reply.writeHead(answer.statusCode, answer.headers);
          answer.pipe(reply);
        },
      );
      passedOn.on("error", (error) => reply.writeHead(502).end(String(error)));
      passedOn.end(body);
    });
  });
  await new Promise((resolve) => shim.listen(0, "127.0.0.1", resolve));
  shim.unref();
  return shim.address().port;
}
