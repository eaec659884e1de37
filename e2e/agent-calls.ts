import { logInClient, type AgentCaller } from "../test/contract/test-server.ts";
import type { ServerProcess } from "./server-process.ts";

/** An agent in one chat, without a desk: by the calls that a desk makes. */
export class AgentCalls {
  readonly #call: AgentCaller;
  readonly #chat: string;
  readonly #communication: string;

  private constructor(call: AgentCaller, chat: string, communication: string) {
    this.#call = call;
    this.#chat = chat;
    this.#communication = communication;
  }

  /** The demo's agent takes the guest who has waited longest. */
  static async takeNext(server: ServerProcess, name: string): Promise<AgentCalls> {
    const { clients } = await server.demo();
    const client = clients.find((one) => one.name === name);
    if (client === undefined) throw new Error(`The demo has no agent ${name}.`);
    const call = await logInClient(server.url, client);
    const { id } = (await call("POST", "/api/v2/parlor/chats/waiting/next/take")) as { id: string };
    const { participants } = (await call("GET", `/api/v2/conversations/${id}`)) as {
      participants: { purpose: string; chats: { id: string }[] }[];
    };
    const leg = participants.find(({ purpose }) => purpose === "agent")?.chats[0]?.id ?? "";
    return new AgentCalls(call, id, leg);
  }

  async says(body: string): Promise<void> {
    await this.#call(
      "POST",
      `/api/v2/conversations/chats/${this.#chat}/communications/${this.#communication}/messages`,
      { body, bodyType: "standard" },
    );
  }

  /** Everything that has been said, as the server has it. */
  async reads(): Promise<readonly string[]> {
    const { entities } = (await this.#call(
      "GET",
      `/api/v2/conversations/chats/${this.#chat}/messages`,
    )) as { entities: { body: string }[] };
    return entities.map(({ body }) => body);
  }
}
