import { secretOf, type ClientName } from "./fuzz-server.ts";
import { createHttpClient, type Reply, type Request } from "./http-client.ts";

export const guestBase = "/api/v2/webchat/guest/conversations";
export const chatsBase = "/api/v2/conversations/chats";

export type Json = Readonly<Record<string, unknown>>;
export type Call = (method: string, path: string, body?: unknown) => Promise<Json>;

const send = (url: string, request: Request): Promise<Reply> =>
  createHttpClient(Number(new URL(url).port), false).send(request);

export async function logIn(url: string, client: ClientName): Promise<string> {
  const form = { grant_type: "client_credentials", client_id: client };
  const reply = await send(url, {
    method: "POST",
    path: "/oauth/token",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...form, client_secret: secretOf(client) }).toString(),
  });
  if (reply.status !== 200) throw new Error(`${client} cannot log in: ${reply.status}`);
  return (JSON.parse(reply.text) as { access_token: string }).access_token;
}

/** Makes calls that have to succeed. */
export function callAs(url: string, token: string): Call {
  return async (method, path, body) => {
    const headers = {
      ...(token !== "" && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    };
    const sent = body === undefined ? null : JSON.stringify(body);
    const { status, text } = await send(url, { method, path, headers, body: sent });
    if (status > 299) throw new Error(`${method} ${path}: ${status} ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Json);
  };
}
