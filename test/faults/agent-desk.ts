import { once } from "node:events";
import { WebSocket } from "ws";
import { logInAgent } from "../contract/test-server.ts";

/**
 * Opens an agent's channel, as the desk does, directly at the server. The server takes an agent
 * without one, who calls nothing either, for gone, and gives its chats back to the line.
 * @returns closes the channel
 */
export async function openDesk(url: string, userId: "u-noor" | "u-tomas"): Promise<() => void> {
  const call = await logInAgent(url, userId);
  const { connectUri } = (await call("POST", "/api/v2/notifications/channels")) as {
    connectUri: string;
  };
  const socket = new WebSocket(connectUri);
  await once(socket, "open");
  return () => socket.terminate();
}
