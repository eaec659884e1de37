import { WebSocket } from "ws";
import {
  createGuestChat,
  type GuestChat,
  type GuestProfile,
  type StartOptions,
} from "../src/transport/index.ts";
import { memoryStorage } from "../src/transport/ports/storage.ts";
import type { ServerProcess } from "./server-process.ts";

/** A guest with a name, without a page: for tests of what an agent does with several of them. */
export class NamedGuest {
  readonly #chat: GuestChat;

  private constructor(chat: GuestChat) {
    this.#chat = chat;
  }

  /** Waits in the queue, with something written. */
  static async begin(
    server: ServerProcess,
    name: string,
    text: string,
    profile: GuestProfile = {},
    promise?: StartOptions["promise"],
  ): Promise<NamedGuest> {
    const { organizationId, deploymentId, queues } = await server.demo();
    const guest = new NamedGuest(
      createGuestChat({
        api: server.url,
        organizationId,
        deploymentId,
        routing: { queue: queues[0]?.name ?? "" },
        profile: { displayName: name, ...profile },
        ports: { storage: memoryStorage(), socket: () => WebSocket },
      }),
    );
    // The guest may be asked to share a screen, and never does.
    guest.#chat.setMediaHandler(() => new Promise(() => undefined));
    await guest.#chat.start(promise === undefined ? {} : { promise });
    await guest.write(text);
    return guest;
  }

  /** The texts of the agents' messages to this guest, in order. */
  get heard(): readonly string[] {
    const { order, messages, members } = this.#chat.get();
    return order.flatMap((key) => {
      const { kind, senderId, body } = messages.get(key) ?? {};
      const sender = senderId == null ? undefined : members.get(senderId);
      return kind === "text" && sender?.role === "agent" ? [body ?? ""] : [];
    });
  }

  /** Something that this guest has written is not yet at the server. */
  get isSending(): boolean {
    return [...this.#chat.get().messages.values()].some(({ delivery }) => delivery.kind !== "sent");
  }

  get hasEnded(): boolean {
    return this.#chat.get().phase.kind === "ended";
  }

  async write(text: string): Promise<void> {
    this.#chat.send(text);
  }

  async end(): Promise<void> {
    await this.#chat.end();
  }

  leave(): void {
    this.#chat.destroy();
  }
}
