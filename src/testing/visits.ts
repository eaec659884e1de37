import { withPerson } from "./answers.ts";
import { createArrivals } from "./arrivals.ts";
import { Conversation } from "./conversation.ts";
import {
  createFakeConversation,
  visitorMessage,
  type FakeConversation,
  type VisitorMessage,
} from "./fake-conversation.ts";
import type { FileLimits } from "../transport/index.ts";
import { Files } from "./files.ts";
import type { FakeServer, FakeServerOptions } from "./fake-server.ts";
import { folded, readNewChat } from "./new-chat.ts";
import { refusal } from "./refusal.ts";

export interface VisitsDeps {
  readonly now: () => number;
  readonly options: FakeServerOptions;
  /** Whether the server supports this extension. */
  readonly has: (extension: string) => boolean;
  /** Whether an agent is present. */
  readonly isStaffed: () => boolean;
  readonly limits: FileLimits;
  /** The code that the next file is refused with; null accepts it. */
  readonly takeRefusal: () => string | null;
}

/** The conversations of all visitors, oldest first, and what they wrote in them. */
export interface Visits extends Pick<FakeServer, "waitForMessage" | "waitForConversation"> {
  readonly conversations: readonly FakeConversation[];
  readonly messages: readonly VisitorMessage[];
  /** The newest conversation that has not ended, else the newest. @throws Error without any */
  readonly newest: () => Conversation;
  /** The files of the conversation that has this one. */
  readonly filesWith: (id: string) => Files | undefined;
  /** @throws Refusal */
  readonly create: (body: unknown) => Conversation;
  /** The state of the queue and the greeting, as the extension tells them. @throws Refusal */
  readonly status: (deploymentId: string, queue: string) => object;
  /** Tells all guests who wait that agents have come or gone. */
  readonly presenceChanged: () => void;
}

export function createVisits(deps: VisitsDeps): Visits {
  const { now, options, has, isStaffed } = deps;
  const all: { readonly inner: Conversation; readonly outer: FakeConversation }[] = [];
  const messages: VisitorMessage[] = [];
  const newMessages = createArrivals<VisitorMessage>();
  const newConversations = createArrivals<FakeConversation>();
  const { deploymentId = null, queues = null, authenticate = null } = options;
  const greeting = options.greeting === undefined ? null : withPerson(options.greeting);

  return {
    get conversations() {
      return all.map(({ outer }) => outer);
    },
    get messages() {
      return [...messages];
    },
    newest() {
      const found = all.findLast(({ inner }) => inner.state !== "ended") ?? all.at(-1);
      if (found === undefined)
        throw new Error("No visitor is here: await server.waitForConversation() first.");
      return found.inner;
    },
    filesWith: (id) => all.map(({ inner }) => inner.files).find((files) => files.has(id)),
    create(body) {
      const request = readNewChat(body, { deploymentId, queues, authenticate });
      const inner = new Conversation(request, {
        now,
        greeting,
        has,
        isStaffed,
        openFiles: (id, tell) => new Files(id, { ...deps, tell }),
        onActive: () => newConversations.add(outer),
        onMessage(message) {
          const told = visitorMessage(message);
          messages.push(told);
          newMessages.add(told);
        },
      });
      const outer = createFakeConversation(inner);
      all.push({ inner, outer });
      return inner;
    },
    status(id, queue) {
      const isKnown =
        (deploymentId === null || id === deploymentId) &&
        (queues === null || queues.some((name) => folded(name) === folded(queue)));
      if (!isKnown) throw refusal("not.found");
      const last = (greeting?.lines.length ?? 0) - 1;
      return {
        waiting: all.filter(({ inner }) => inner.place !== null).length,
        author: greeting && { name: greeting.name },
        formatting: has("formatting"),
        greeting: (greeting?.lines ?? []).map((text, index) => ({
          text,
          ...(index === last && { choices: greeting?.choices ?? [] }),
        })),
      };
    },
    presenceChanged() {
      for (const { inner } of all) inner.presenceChanged();
    },
    waitForMessage: (text) =>
      newMessages.next(
        (message) =>
          text === undefined ||
          (typeof text === "string" ? message.text === text : text.test(message.text)),
        () => {
          const written = messages.map((message) => JSON.stringify(message.text)).join(", ");
          return `No message ${text ?? ""} has come. Visitors wrote: ${written || "nothing"}`;
        },
      ),
    waitForConversation: () =>
      newConversations.next(
        () => true,
        () => "No visitor has come in.",
      ),
  };
}
