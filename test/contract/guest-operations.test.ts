import { WebSocket } from "ws";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { createFakeServer } from "../../src/testing/index.ts";
import { guestOperationsSuite, type StreamSocket, type Subject } from "./guest-operations-suite.ts";
import { answerOffer, startTestServer } from "./test-server.ts";

const deployment = {
  organizationId: lanternLine.id,
  deploymentId: lanternLine.deployments[0]!.id,
};

function startFake(): Subject {
  const server = createFakeServer({
    deploymentId: deployment.deploymentId,
    queues: ["Bookings", "Lost property"],
    greeting: { name: "Bell", lines: ["Hello Mara, I’m Bell."] },
  });
  const undo = server.install();
  const find = (id: string): (typeof server.conversations)[number] =>
    server.conversations.find((one) => one.id === id)!;
  return {
    url: server.url,
    Socket: server.WebSocket as unknown as new (uri: string) => StreamSocket,
    join: async (id) => find(id).agentJoins({ name: "Noor Haddad" }),
    say: async (id, text) => find(id).agentSays(text),
    type: async (id) => find(id).agentTypes(),
    askToShare: async (id) => void find(id).offerScreenShare(),
    transfer: async (id) => find(id).agentTransfers("Lost property"),
    leave: async (id) => find(id).agentLeaves(),
    close: undo,
  };
}

async function startReal(): Promise<Subject> {
  const server = await startTestServer();
  const noor = await server.agent("u-noor");
  const legs = new Map<string, { participantId: string; communicationId: string }>();
  const to = (id: string): string =>
    `/api/v2/conversations/chats/${id}/communications/${legs.get(id)?.communicationId ?? ""}`;
  const leg = (id: string): string =>
    `/api/v2/conversations/chats/${id}/participants/${legs.get(id)?.participantId ?? ""}`;
  return {
    url: server.url,
    Socket: WebSocket as unknown as new (uri: string) => StreamSocket,
    async join(id) {
      await noor("GET", "/api/v2/users/me");
      legs.set(id, await answerOffer(noor, id));
    },
    say: async (id, text) => void (await noor("POST", `${to(id)}/messages`, { body: text })),
    type: async (id) => void (await noor("POST", `${to(id)}/typing`)),
    askToShare: async (id) =>
      void (await noor("POST", `/api/v2/parlor/chats/${id}/mediarequests`, {
        types: ["SCREENSHARE"],
      })),
    transfer: async (id) => void (await noor("POST", `${leg(id)}/replace`, { queueId: "q-lost" })),
    leave: async (id) => void (await noor("PATCH", leg(id), { state: "disconnected" })),
    close: () => server.close(),
  };
}

guestOperationsSuite("the real server", startReal, deployment);
guestOperationsSuite("the fake server", startFake, deployment);
