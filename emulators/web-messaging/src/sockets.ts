import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { handleRequest } from "./actions/handle-request.ts";
import { Connection } from "./connection.ts";
import { allowsOrigin } from "./deployment.ts";
import { requestUrl } from "./request-url.ts";
import type { Service } from "./service.ts";

/** The open sockets, and the way to end them all. */
export interface Sockets {
  readonly connections: ReadonlySet<Connection>;
  close(): void;
}

const TEXTS: Readonly<Record<number, string>> = {
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
  503: "Service Unavailable",
};

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${TEXTS[status] ?? "Refused"}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
  );
}

/** The status of a refused upgrade, or the deployment that it is for. */
function admit(service: Service, incoming: IncomingMessage, open: number): number | string {
  const url = requestUrl(incoming);
  if (service.isInMaintenance) return 503;
  if (url.pathname !== "/v1") return 404;
  const planned = service.faults.ofUpgrade();
  if (planned !== undefined) return planned.status ?? 403;
  const deploymentId = url.searchParams.get("deploymentId") ?? "";
  const settings = service.deployments.get(deploymentId);
  if (settings === undefined || settings.status !== "Active") return 403;
  if (!allowsOrigin(settings, incoming.headers.origin)) return 403;
  if (open >= service.limits.sockets) return 503;
  return service.mayConnect(deploymentId) ? deploymentId : 429;
}

/** Takes the upgrades of a server. */
export function acceptSockets(service: Service, server: Server): Sockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: service.limits.frameBytes });
  const connections = new Set<Connection>();
  let count = 0;
  server.on("upgrade", (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A client that goes away during the upgrade is no fault of the emulator.
    socket.on("error", () => socket.destroy());
    const admitted = admit(service, incoming, connections.size);
    if (typeof admitted === "number") return refuseUpgrade(socket, admitted);
    sockets.handleUpgrade(incoming, socket, head, (webSocket) => {
      const connection = new Connection(service, webSocket, ++count, admitted);
      connections.add(connection);
      webSocket.on("message", (data, isBinary) => {
        const text = isBinary ? "" : Buffer.from(toBytes(data)).toString("utf8");
        service.record("guest", connection.number, text);
        handleRequest(service, connection, text);
      });
      // The close event follows every error.
      webSocket.on("error", () => undefined);
      webSocket.on("close", () => {
        connections.delete(connection);
        connection.closed();
        service.touch();
      });
      service.touch();
    });
  });
  return {
    connections,
    close() {
      for (const connection of connections) connection.drop();
      sockets.close();
    },
  };
}

function toBytes(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
