import { expect } from "vitest";
import { WebSocket } from "ws";
import {
  createShiftedClock,
  DEFAULT_DEPLOYMENT,
  startEmulator,
  type Emulator,
  type MovableClock,
} from "../emulators/web-messaging/src/index.ts";
import type { EmulatorOptions } from "../emulators/web-messaging/src/emulator.ts";
import { createAnswer } from "../src/transport/answer-parts.ts";
import { restoreNamed } from "../src/transport/backend/restore-named.ts";
import type { WebMessagingOptions } from "../src/transport/backend/web-messaging/shared.ts";
import { createWebMessagingBackend } from "../src/transport/backend/web-messaging/web-messaging-backend.ts";
import { createFileParts } from "../src/transport/file-parts.ts";
import type { GuestChat } from "../src/transport/guest-chat.ts";
import type { GuestChatOptions, Ports } from "../src/transport/options.ts";
import { memoryStorage } from "../src/transport/ports/storage.ts";
import { restartLog } from "../src/transport/restart-log.ts";
import { wireChat } from "../src/transport/wire-chat.ts";
import { until } from "./guest-fixture.ts";

/** An emulated service, and guests of it who share one storage. */
export interface WebMessagingFixture {
  readonly emulator: Emulator;
  readonly clock: MovableClock;
  readonly storage: ReturnType<typeof memoryStorage>;
  /** The lines for the owner of the site. */
  readonly lines: string[];
  /** The notes for developers. */
  readonly notes: string[];
  guest(change?: GuestChange): GuestChat;
  close(): Promise<void>;
}

interface GuestChange {
  readonly options?: Partial<GuestChatOptions>;
  readonly ports?: Partial<Ports>;
  readonly place?: WebMessagingOptions;
}

export async function openWebMessaging(
  options: EmulatorOptions = {},
): Promise<WebMessagingFixture> {
  const clock = createShiftedClock();
  const emulator = await startEmulator({ clock, ...options });
  const storage = memoryStorage();
  const chats: GuestChat[] = [];
  const lines: string[] = [];
  const notes: string[] = [];
  return {
    emulator,
    clock,
    storage,
    lines,
    notes,
    guest({ options: change = {}, ports = {}, place = { endpoint: emulator.url } } = {}) {
      const chat = wireChat(
        {
          api: "",
          organizationId: "",
          deploymentId: DEFAULT_DEPLOYMENT,
          routing: { queue: "" },
          ports: {
            clock,
            storage,
            tabs: null,
            socket: () => WebSocket,
            log: { warn: (note) => void notes.push(note) },
            ...ports,
          },
          ...change,
        },
        async () => {
          const { createChatParts } = await import("../src/transport/chat-parts.ts");
          return {
            createChatParts: (made) =>
              createChatParts(made, (own, resolved, noteTime) => {
                const tellOwner = (line: string): void => void lines.push(line);
                const given = (): WebMessagingOptions => ({ tellOwner, ...place });
                const means = { restartLog: () => restartLog(made) };
                return createWebMessagingBackend(given, own, resolved, noteTime, means);
              }),
          };
        },
        async () => ({ askStatus: async () => null }),
        {
          loaded: () => ({ createFileParts }),
          fetch: async () => ({ createFileParts }),
          answers: () => ({ createAnswer }),
        },
        restoreNamed("web-messaging"),
      );
      chats.push(chat);
      return chat;
    },
    async close() {
      for (const chat of chats) chat.destroy();
      await emulator.close();
    },
  };
}

/** The texts of the transcript, with the kind of rows that are no texts. */
export const textsOf = (chat: GuestChat): readonly string[] => {
  const { order, messages, members } = chat.get();
  return order.flatMap((key) => {
    const row = messages.get(key);
    if (row === undefined) return [];
    const name = row.senderId === null ? "" : members.get(row.senderId)?.name;
    return row.kind === "text" ? `${row.isOwn ? "me" : name}: ${row.body}` : `${row.kind} ${name}`;
  });
};

export const deliveriesOf = (chat: GuestChat): readonly string[] =>
  chat.get().order.flatMap((key) => {
    const row = chat.get().messages.get(key);
    return row?.isOwn === true ? row.delivery.kind : [];
  });

/** Waits until the transcript has these texts. */
export const untilTexts = (chat: GuestChat, texts: readonly string[]): Promise<void> =>
  until(() => expect(textsOf(chat)).toEqual(texts));
