import type { ServerProcess } from "./server-process.ts";

/**
 * Signs facts as a site's back end does: gets a token of its own and calls the signing operation
 * with it.
 */
export async function signFacts(server: ServerProcess, facts: object): Promise<string> {
  const [client] = (await server.demo()).clients;
  const login = await fetch(`${server.url}/oauth/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${client?.id}:${client?.secret}`).toString("base64")}`,
    },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  const { access_token: access } = (await login.json()) as { access_token: string };
  const reply = await fetch(`${server.url}/api/v2/signeddata`, {
    method: "POST",
    headers: { authorization: `Bearer ${access}`, "content-type": "application/json" },
    body: JSON.stringify(facts),
  });
  return ((await reply.json()) as { jwt: string }).jwt;
}
