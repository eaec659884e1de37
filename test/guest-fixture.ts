import { vi } from "vitest";
import { createFakeServer, type FakeServer, type FakeServerOptions } from "../src/testing/index.ts";
import {
  createGuestChat,
  ParlorError,
  type GuestChat,
  type GuestChatOptions,
} from "../src/transport/index.ts";
import { fetchHttp, type Http, type HttpRequest } from "../src/transport/ports/http.ts";
import { systemClock } from "../src/transport/ports/clock.ts";
import { memoryStorage } from "../src/transport/ports/storage.ts";
import type { Ports } from "../src/transport/options.ts";

/** A server in memory, and guests of it who share one storage. */
export interface GuestFixture {
  readonly server: FakeServer;
  readonly storage: ReturnType<typeof memoryStorage>;
  /** All that guests have asked, oldest first. */
  readonly requests: HttpRequest[];
  /** Changes what the server answers, by the end of the address. */
  readonly answers: Map<string, (body: unknown) => unknown>;
  /** Answers to requests for which this is true are held until `release()`. */
  holds: (request: HttpRequest) => boolean;
  release(): void;
  guest(change?: Partial<GuestChatOptions>, ports?: Partial<Ports>): GuestChat;
  close(): void;
}

export function openGuestFixture(options: FakeServerOptions = {}): GuestFixture {
  const server = createFakeServer(options);
  const undo = server.install();
  const storage = memoryStorage();
  const chats: GuestChat[] = [];
  const requests: HttpRequest[] = [];
  const answers = new Map<string, (body: unknown) => unknown>();
  const held: (() => void)[] = [];
  const ask = fetchHttp(systemClock);
  const http: Http = async (request) => {
    requests.push(request);
    if (fixture.holds(request)) {
      await new Promise<void>((resolve, reject) => {
        held.push(resolve);
        request.signal.addEventListener("abort", () =>
          reject(new ParlorError("aborted", "Aborted")),
        );
      });
    }
    const answer = await ask(request);
    const { pathname } = new URL(request.url);
    const change = [...answers].find(([end]) => pathname.endsWith(end))?.[1];
    return change === undefined ? answer : { ...answer, body: change(answer.body) };
  };
  const fixture: GuestFixture = {
    server,
    storage,
    requests,
    answers,
    holds: () => false,
    release() {
      for (const go of held.splice(0)) go();
    },
    guest(change = {}, ports = {}) {
      const chat = createGuestChat({
        api: server.url,
        organizationId: "o",
        deploymentId: "d",
        routing: { queue: "Bookings" },
        ports: { storage, http, tabs: null, ...ports },
        ...change,
      });
      chats.push(chat);
      return chat;
    },
    close() {
      for (const chat of chats) chat.destroy();
      undo();
    },
  };
  return fixture;
}

/** Waits until this holds. */
export const until = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 15_000, interval: 5 });

/** The texts of a chat's rows, in order. */
export const textsOf = (chat: GuestChat): string[] =>
  chat.get().order.flatMap((key) => {
    const row = chat.get().messages.get(key);
    return row?.kind === "text" ? [row.body] : [];
  });
