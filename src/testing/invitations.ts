import { newId } from "parlor-contract/new-id";
import type { MediaRequestState, MediaType } from "./model.ts";
import type { MediaRequest, Message } from "./records.ts";

const OPEN_MS = 120_000;
const MAX_EXTENSIONS = 10;

/** The media requests of a conversation. Only one is pending at a time. */
export class Invitations {
  readonly #requests = new Map<string, MediaRequest>();
  /** How often each was prolonged. */
  readonly #extensions = new Map<string, number>();
  readonly #deliver: (announcement: Message) => void;

  /** @param deliver - sends an announcement again, upon which a client requests the state */
  constructor(deliver: (announcement: Message) => void) {
    this.#deliver = deliver;
  }

  get all(): readonly MediaRequest[] {
    return [...this.#requests.values()];
  }

  get(id: string): MediaRequest | undefined {
    return this.#requests.get(id);
  }

  /** @param announcement - the message that notifies the guest */
  add(announcement: Message, types: readonly MediaType[]): MediaRequest {
    const request: MediaRequest = {
      id: newId(),
      conversationId: announcement.conversationId,
      types,
      state: "PENDING",
      communicationId: newId(),
      securityKey: newId(),
      announcement,
      expiresAt: announcement.at + OPEN_MS,
    };
    this.#requests.set(request.id, request);
    return request;
  }

  set(request: MediaRequest, state: MediaRequestState): MediaRequest {
    const changed = { ...request, state };
    this.#requests.set(request.id, changed);
    this.#deliver(request.announcement);
    return changed;
  }

  /**
   * Keeps a pending request open for two more minutes, up to ten times.
   * @returns whether it is
   */
  extend(request: MediaRequest, now: number): boolean {
    const count = this.#extensions.get(request.id) ?? 0;
    if (request.state !== "PENDING" || count >= MAX_EXTENSIONS) return false;
    this.#extensions.set(request.id, count + 1);
    this.#requests.set(request.id, {
      ...request,
      expiresAt: Math.max(request.expiresAt, now + OPEN_MS),
    });
    this.#deliver(request.announcement);
    return true;
  }

  /** Withdraws the request that is pending. */
  cancel(): void {
    for (const request of this.all) if (request.state === "PENDING") this.set(request, "CANCELLED");
  }
}
