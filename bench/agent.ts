import type { ServerProcess } from "../e2e/server-process.ts";

interface Participant {
  readonly id: string;
  readonly user?: { readonly id: string };
  readonly chats?: readonly { readonly id: string }[];
}

/** An agent who answers as fast as it is told to, through the agents' own API. */
export class Agent {
  readonly #server: ServerProcess;
  readonly #userId: string;
  readonly #authorization: string;

  private constructor(server: ServerProcess, userId: string, token: string) {
    this.#server = server;
    this.#userId = userId;
    this.#authorization = `Bearer ${token}`;
  }

  /** The first of the demo's agents, there and available. */
  static async signIn(server: ServerProcess): Promise<Agent> {
    const { clients } = await server.demo();
    const [client] = clients;
    if (client === undefined) throw new Error("The demo has no agent");
    const reply = await fetch(`${server.url}/oauth/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
    });
    const { access_token: token } = (await reply.json()) as { readonly access_token: string };
    const agent = new Agent(server, client.userId, token);
    await agent.#call("PATCH", "/api/v2/parlor/agents/me", { status: "available", capacity: 100 });
    return agent;
  }

  async #call<Reply>(method: string, path: string, body?: object): Promise<Reply> {
    const reply = await fetch(this.#server.url + path, {
      method,
      headers: { authorization: this.#authorization, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
    const text = await reply.text();
    return (text === "" ? undefined : JSON.parse(text)) as Reply;
  }

  /** Takes the chat that waits. @returns what says something in it */
  async takeNext(): Promise<(body: string) => Promise<unknown>> {
    for (;;) {
      const { entities } = await this.#call<{
        readonly entities: readonly {
          readonly id: string;
          readonly participants: readonly (Participant & { readonly state: string })[];
        }[];
      }>("GET", "/api/v2/conversations/chats");
      for (const { id, participants } of entities) {
        const leg = participants.findLast(({ user }) => user?.id === this.#userId);
        if (leg?.state !== "alerting") continue;
        const path = `/api/v2/conversations/chats/${id}`;
        await this.#call("PATCH", `${path}/participants/${leg.id}`, { state: "connected" });
        const chat = await this.#call<{ readonly participants: readonly Participant[] }>(
          "GET",
          `/api/v2/conversations/${id}`,
        );
        const communication = chat.participants.find((one) => one.id === leg.id)?.chats?.[0]?.id;
        return (body) =>
          this.#call("POST", `${path}/communications/${communication}/messages`, {
            body,
            bodyType: "standard",
          });
      }
    }
  }
}
