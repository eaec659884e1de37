import platform from "purecloud-platform-client-v2";
import guestClient from "purecloud-guest-chat-client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { checkReply } from "../openapi.ts";
import { note, picture, send, startFileScene, upload, type FileScene } from "./file-sides.ts";
import type { VendorClient } from "./guest-client-suite.ts";
import { agentBase, guestBase } from "./two-sides.ts";

// The machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/* The vendor's clients know no files: they see a text in each message, and nothing breaks. */

interface Page {
  readonly entities: readonly {
    readonly id: string;
    readonly body: string;
    readonly bodyType: string;
  }[];
}
type Call = (...args: unknown[]) => Promise<Page>;
const vendorGuest = guestClient as unknown as VendorClient;
const vendorAgent = platform as unknown as {
  readonly ApiClient: {
    readonly instance: {
      setGateway(gateway: object): void;
      loginClientCredentialsGrant(id: string, secret: string): Promise<unknown>;
    };
  };
  readonly ConversationsApi: new () => { readonly [operation: string]: Call };
};

let scene: FileScene;
beforeAll(async () => {
  scene = await startFileScene();
  for (const side of [scene.guest, scene.agent]) {
    const [one, two] = [await upload(scene, side, note), await upload(scene, side, picture)];
    await send(scene, side, [one.id, two.id]);
    await send(scene, side, [(await upload(scene, side, note)).id], "with a text");
  }
}, 60_000);
afterAll(() => scene.close());

const textsOf = ({ entities }: Page): string[] =>
  entities.filter(({ bodyType }) => bodyType === "standard").map(({ body }) => body);

const written = ["note.txt, ticket.png", "with a text", "note.txt, ticket.png", "with a text"];

test("the guest client 13.2.0 reads a chat with files: a text in each message", async () => {
  const { instance } = vendorGuest.ApiClient;
  if (instance.config !== undefined) instance.config.basePath = scene.server.url;
  // The documented work-around: 13.2.0 leaves a header of its logger behind.
  instance.defaultHeaders = {};
  instance.setJwt(scene.guest.token);
  const api = new vendorGuest.WebChatApi();
  const page = await api["getWebchatGuestConversationMessages"]?.(scene.chat.id, {
    sortOrder: "ascending",
    maxResults: 100,
  });
  checkReply(`GET ${guestBase}/${scene.chat.id}/messages`, 200, page);
  expect(textsOf(page as unknown as Page)).toEqual(expect.arrayContaining(written));
  expect(textsOf(page as unknown as Page).every((text) => text !== "")).toBe(true);
});

test("the platform client 252 reads it too, as the agent", async () => {
  const { instance } = vendorAgent.ApiClient;
  const { port } = new URL(scene.server.url);
  instance.setGateway({ host: "127.0.0.1", protocol: "http", port });
  const client = lanternLine.clients.find(({ userId }) => userId === "u-noor");
  await instance.loginClientCredentialsGrant(client?.id ?? "", client?.secret ?? "");
  const page = await new vendorAgent.ConversationsApi()["getConversationsChatMessages"]?.(
    scene.chat.id,
    { sortOrder: "ascending", maxResults: 100 },
  );
  checkReply(`GET ${agentBase}/${scene.chat.id}/messages`, 200, page);
  expect(textsOf(page ?? { entities: [] })).toEqual(expect.arrayContaining(written));
});
