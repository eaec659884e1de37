import { setTimeout as sleep } from "node:timers/promises";
import type { RichContent } from "parlor-contract/records";
import { logInClient, type AgentCaller } from "../test/contract/test-server.ts";
import type { ServerProcess } from "./server-process.ts";

/** A guest who has just opened the chat is in the queue after this time at the latest. */
const ARRIVAL_MS = 10_000;

interface Taken {
  readonly call: AgentCaller;
  readonly chat: string;
  readonly communication: string;
}

async function waitingOf(call: AgentCaller): Promise<number> {
  const { entities } = (await call("GET", "/api/v2/parlor/chats/waiting")) as {
    entities: readonly object[];
  };
  return entities.length;
}

/**
 * An agent without a desk, by the calls that a desk makes: for the tests that look at the visitor
 * only. A desk costs a second page.
 */
export class AgentCalls {
  readonly #server: ServerProcess;
  readonly #name: string;
  #taken: Taken | null = null;

  /** @param name - one of the demo's agents */
  constructor(server: ServerProcess, name = "Noor Haddad") {
    this.#server = server;
    this.#name = name;
  }

  /** Is present from now on, for as long as an agent without a channel is. */
  async signIn(): Promise<AgentCaller> {
    const { clients } = await this.#server.demo();
    const client = clients.find((one) => one.name === this.#name);
    if (client === undefined) throw new Error(`The demo has no agent ${this.#name}.`);
    const call = await logInClient(this.#server.url, client);
    await waitingOf(call);
    return call;
  }

  /** The number of guests in line. */
  async waiting(): Promise<number> {
    return waitingOf(await this.signIn());
  }

  /** Takes the guest who has waited longest, as soon as one waits. */
  async takeNext(): Promise<void> {
    const call = await this.signIn();
    const until = Date.now() + ARRIVAL_MS;
    for (;;) {
      if ((await waitingOf(call)) > 0) break;
      if (Date.now() > until) throw new Error("No guest waits.");
      await sleep(25);
    }
    const { id } = (await call("POST", "/api/v2/parlor/chats/waiting/next/take")) as { id: string };
    const { participants } = (await call("GET", `/api/v2/conversations/${id}`)) as {
      participants: { purpose: string; chats: { id: string }[] }[];
    };
    const leg = participants.find(({ purpose }) => purpose === "agent")?.chats[0]?.id ?? "";
    this.#taken = { call, chat: id, communication: leg };
  }

  /** The name of the queue that the guest was in line of last. */
  async queue(): Promise<string | undefined> {
    const { call, chat } = this.#inChat();
    const { participants } = (await call("GET", `/api/v2/conversations/${chat}`)) as {
      participants: { purpose: string; name?: string }[];
    };
    return participants.findLast(({ purpose }) => purpose === "acd")?.name;
  }

  async write(body: string): Promise<void> {
    await this.#send({ body });
  }

  /** Sends content that the guest may answer, below a text. */
  async offer(content: readonly RichContent[], body: string): Promise<void> {
    await this.#send({ body, content });
  }

  async #send(message: object): Promise<void> {
    const { call, chat, communication } = this.#inChat();
    const path = `/api/v2/conversations/chats/${chat}/communications/${communication}/messages`;
    await call("POST", path, { bodyType: "standard", ...message });
  }

  /**
   * Sends a file without a text, by the four steps of the API.
   * @returns the address of its bytes
   */
  async sendFile(name: string, type: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    const { call, chat } = this.#inChat();
    const files = `/api/v2/parlor/chats/${chat}/attachments`;
    const announced = (await call("POST", files, { name, type, size: bytes.length })) as {
      id: string;
      upload: { url: string; headers: Record<string, string> };
    };
    const { url, headers } = announced.upload;
    const { status } = await fetch(url, { method: "PUT", headers, body: bytes });
    if (status !== 200) throw new Error(`The bytes were refused: ${status}`);
    const until = Date.now() + ARRIVAL_MS;
    for (;;) {
      const { state, url: address = "" } = (await call("GET", `${files}/${announced.id}`)) as {
        state: string;
        url?: string;
      };
      if (state === "ready") {
        await this.#send({ body: "", attachmentIds: [announced.id] });
        return address;
      }
      if (state === "refused" || Date.now() > until) throw new Error(`The file is ${state}.`);
      await sleep(25);
    }
  }

  /** Everything that has been said, as the server has it. */
  async reads(): Promise<readonly string[]> {
    const { call, chat } = this.#inChat();
    const { entities } = (await call("GET", `/api/v2/conversations/chats/${chat}/messages`)) as {
      entities: { body: string }[];
    };
    return entities.map(({ body }) => body);
  }

  /** Ends the chat, which frees the agent's seat. */
  async end(): Promise<void> {
    const { call, chat } = this.#inChat();
    await call("PATCH", `/api/v2/conversations/chats/${chat}`, { state: "disconnected" });
    this.#taken = null;
  }

  #inChat(): Taken {
    if (this.#taken === null) throw new Error(`${this.#name} has taken no guest.`);
    return this.#taken;
  }
}
