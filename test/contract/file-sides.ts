import { createHash } from "node:crypto";
import { vi } from "vitest";
import {
  defaultAttachmentRules,
  type AttachmentRules,
} from "../../server/src/domain/attachment-rules.ts";
import { checkReply, checkRequest } from "../openapi.ts";
import { startTestServer, type TestServer } from "./test-server.ts";
import { agentBase, guestBase, startTwoSides, type TwoSides } from "./two-sides.ts";

/* Files of a guest and of an agent. The documents judge every call that has JSON. */

/** The fields that tests look at; the documents have judged the body. */
export interface JsonBody {
  readonly id: string;
  readonly jwt: string;
  readonly eventStreamUri: string;
  readonly member: { readonly id: string };
  readonly code: string;
  readonly state: string;
  readonly url: string;
  readonly thumbnailUrl: string;
  readonly hasThumbnail: boolean;
  readonly bodyIsFallback?: boolean;
  readonly extensions: readonly string[];
  readonly entities: readonly JsonBody[];
  readonly attachments: readonly { readonly id: string; readonly url: string }[];
  readonly upload: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
  };
}

export interface JsonReply {
  readonly status: number;
  readonly body: JsonBody;
  readonly headers: Headers;
}

export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
export const TEXT = Buffer.from("One ticket to the coast.\n");

export const filesOn = (rules: Partial<AttachmentRules> = {}): AttachmentRules => ({
  ...defaultAttachmentRules,
  enabled: true,
  announcePerMinute: 1_000,
  ...rules,
});

/** Makes a call, and lets the documents judge it and its answer. */
export async function callJson(
  server: Pick<TestServer, "url">,
  request: string,
  token: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<JsonReply> {
  const [method = "", path = ""] = request.split(" ");
  const text = body === undefined ? "" : JSON.stringify(body);
  checkRequest(request, text);
  const reply = await fetch(server.url + path, {
    method,
    headers: {
      ...(token !== "" && { authorization: `Bearer ${token}` }),
      ...(text !== "" && { "content-type": "application/json" }),
      ...headers,
    },
    ...(text !== "" && { body: text }),
  });
  return judged(request, reply);
}

async function judged(request: string, reply: Response): Promise<JsonReply> {
  const text = await reply.text();
  const body = (text === "" ? undefined : JSON.parse(text)) as JsonBody;
  checkReply(request, reply.status, body);
  return { status: reply.status, body, headers: reply.headers };
}

/** One side of a conversation, as far as it has to do with files. */
export interface FileSide {
  readonly token: string;
  /** The path on which it announces. */
  readonly base: string;
  /** The path on which it sends. */
  readonly messages: string;
}

export interface FileScene {
  readonly server: TestServer;
  readonly chat: TwoSides;
  readonly guest: FileSide;
  readonly agent: FileSide;
  close(): Promise<void>;
}

export async function startFileScene(
  rules: Partial<AttachmentRules> = {},
  more: Parameters<typeof startTestServer>[1] = {},
): Promise<FileScene> {
  const server = await startTestServer(
    { attachments: filesOn(rules), messagesPerMinute: 10_000, readsPerMinute: 100_000 },
    more,
  );
  const chat = await startTwoSides(server);
  const noor = await server.token("u-noor");
  return {
    server,
    chat,
    ...sidesOf(chat, noor),
    close: async () => {
      chat.close();
      await server.close();
    },
  };
}

export function sidesOf(
  chat: TwoSides,
  agentToken: string,
): { readonly guest: FileSide; readonly agent: FileSide } {
  return {
    guest: {
      token: chat.guest.token,
      base: `/api/v2/parlor/guest/conversations/${chat.id}/attachments`,
      messages: `${guestBase}/${chat.id}/members/${chat.guest.memberId}/messages`,
    },
    agent: {
      token: agentToken,
      base: `/api/v2/parlor/chats/${chat.id}/attachments`,
      messages: `${agentBase}/${chat.id}/communications/${chat.agent.communicationId}/messages`,
    },
  };
}

export interface Sample {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export const picture: Sample = { name: "ticket.png", type: "image/png", bytes: PNG };
export const note: Sample = { name: "note.txt", type: "text/plain", bytes: TEXT };

export const announce = (
  { server }: Pick<FileScene, "server">,
  side: FileSide,
  { name, type, bytes }: Sample,
  headers: Readonly<Record<string, string>> = {},
): Promise<JsonReply> =>
  callJson(server, `POST ${side.base}`, side.token, { name, type, size: bytes.length }, headers);

/** Sends the bytes to an address that an announcement has given. */
export async function put(
  announced: JsonReply,
  bytes: Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<JsonReply> {
  const { url, method, headers: asked } = announced.body.upload;
  const reply = await fetch(url, {
    method,
    body: new Uint8Array(bytes),
    headers: { ...asked, ...headers },
  });
  return judged(`PUT ${new URL(url).pathname}`, reply);
}

export const stateOf = (
  { server }: Pick<FileScene, "server">,
  side: FileSide,
  id: string,
): Promise<JsonReply> => callJson(server, `GET ${side.base}/${id}`, side.token);

/** Uploads a file, and waits until the server has looked at it. @returns its state */
export async function upload(
  scene: Pick<FileScene, "server">,
  side: FileSide,
  sample: Sample,
): Promise<JsonReply["body"]> {
  const announced = await announce(scene, side, sample);
  if (announced.status !== 200) throw new Error(JSON.stringify(announced.body));
  const received = await put(announced, sample.bytes);
  if (received.status !== 200) throw new Error(JSON.stringify(received.body));
  return vi.waitFor(
    async () => {
      const { body } = await stateOf(scene, side, announced.body.id);
      if (body.state === "checking") throw new Error("The file is checked still.");
      return body;
    },
    { timeout: 20_000, interval: 20 },
  );
}

export const send = (
  { server }: Pick<FileScene, "server">,
  side: FileSide,
  attachmentIds: readonly string[],
  body = "",
  headers: Readonly<Record<string, string>> = {},
): Promise<JsonReply> =>
  callJson(server, `POST ${side.messages}`, side.token, { body, attachmentIds }, headers);

export const sha256 = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

export const bytesAt = async (url: string): Promise<Buffer> => {
  const reply = await fetch(url);
  if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
  return Buffer.from(await reply.arrayBuffer());
};
