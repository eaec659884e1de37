import { expect, test } from "vitest";
import { incomingMember, incomingMessage } from "../../../test/incoming.ts";
import { until } from "../../../test/guest-fixture.ts";
import type { MemberId } from "../conversation/message.ts";
import { ParlorError } from "../errors.ts";
import type { GuestChat } from "../guest-chat.ts";
import { wireChat } from "../wire-chat.ts";
import type { ChatHooks } from "../options.ts";
import { memoryStorage } from "../ports/storage.ts";
import { createAnswer } from "../answer-parts.ts";
import { createFileParts } from "../file-parts.ts";
import type { Backend, RestoreSession, Session, Sink } from "./backend.ts";

/* A chat over a backend of another protocol, which has the required calls only. */

const session: Session = {
  backend: "fake",
  conversationId: "c",
  ownId: "me" as MemberId,
  expiresAt: null,
  capabilities: { queue: false, rating: false, mediaRequests: false, formatting: false },
  fileLimits: null,
  data: { version: 7, token: "t" },
};
const restore: RestoreSession = (data) =>
  JSON.stringify(data) === JSON.stringify(session.data) ? session : null;

/** A server in memory, and guests of it who share one storage. */
function openFake() {
  const storage = memoryStorage();
  const sent: string[] = [];
  const sinks: Sink[] = [];
  /** Errors of the next calls for older messages. */
  const failures: ParlorError[] = [];
  let leaves = 0;
  const backend: Backend = {
    start: async () => session,
    resume: async () => null,
    open(_, sink) {
      let isReady = false;
      if (sink !== null) {
        sinks.push(sink);
        queueMicrotask(() => {
          sink.status({ kind: "live", since: 1 });
          isReady = true;
          sink.ready();
        });
      }
      return {
        isReady: () => isReady,
        async send(_, { text }) {
          sent.push(text);
          return incomingMessage(`s${sent.length}`, {
            senderId: "me",
            body: text,
            at: sent.length,
          });
        },
        lookUp: async () => null,
        typing: () => undefined,
        async loadOlder() {
          const failure = failures.shift();
          if (failure !== undefined) throw failure;
          await sink?.messages([incomingMessage("older", { at: 1 })], { hasOlder: false });
        },
        async end() {
          leaves++;
        },
        wake: () => undefined,
        close: () => undefined,
      };
    },
  };
  const guest = (hooks: ChatHooks = {}): GuestChat =>
    wireChat(
      {
        api: "",
        organizationId: "",
        deploymentId: "d",
        routing: { queue: "" },
        hooks,
        ports: { storage, tabs: null, random: { next: () => 0, id: () => `k${sent.length}` } },
      },
      async () => {
        const { createChatParts } = await import("../chat-parts.ts");
        return { createChatParts: (chat) => createChatParts(chat, () => backend) };
      },
      () => import("../ask-status.ts"),
      {
        loaded: () => ({ createFileParts }),
        fetch: async () => ({ createFileParts }),
        answers: () => ({ createAnswer }),
      },
      restore,
    );
  const sink = (): Sink => {
    const last = sinks.at(-1);
    if (last === undefined) throw new Error("No connection was opened");
    return last;
  };
  return { guest, sent, sink, storage, failures, leaves: () => leaves };
}

test("a chat over another backend starts, sends, receives and ends", async () => {
  const { guest, sent, sink, leaves } = openFake();
  const chat = guest();
  const key = chat.send("written before the start");
  await chat.start();
  await until(() => expect(chat.get().messages.get(key)?.delivery.kind).toBe("sent"));
  expect(sent).toEqual(["written before the start"]);
  sink().members([incomingMember("noor", { name: "Noor" })]);
  expect(chat.get().phase.kind).toBe("talking");
  await sink().messages([incomingMessage("m", { senderId: "noor", body: "Hello", at: 9 })]);
  expect([...chat.get().messages.values()].map(({ body }) => body)).toContain("Hello");
  sink().memberChanged("noor" as MemberId, "disconnected", "transfer");
  expect(chat.get().members.get("noor" as MemberId)?.leftForTransfer).toBe(true);
  await chat.end();
  expect(leaves()).toBe(1);
  expect(chat.get().phase).toMatchObject({ kind: "ended", reason: "guest" });
  expect(chat.hasStoredSession()).toBe(false);
});

test("a chat over another backend resumes from what it stored, and an end by the server shows", async () => {
  const { guest, sink, storage } = openFake();
  const first = guest();
  await first.start();
  expect(storage.get("parlor:session:d")).toBe(JSON.stringify(session.data));
  first.destroy();
  const second = guest();
  expect(second.hasStoredSession()).toBe(true);
  expect(await second.resume()).toBe(true);
  expect(second.get()).toMatchObject({
    phase: { kind: "waiting" },
    isResumed: true,
    capabilities: session.capabilities,
  });
  sink().ended("agent");
  expect(second.get().phase).toMatchObject({ kind: "ended", reason: "agent" });
});

test("reports of a connection that is closed change nothing", async () => {
  const { guest, sink } = openFake();
  const chat = guest();
  await chat.start();
  const late = sink();
  await chat.end();
  const before = chat.get();
  await late.messages([incomingMessage("late")]);
  late.status({ kind: "live", since: 5 });
  late.ended("system");
  expect(chat.get()).toBe(before);
});

test("messages() resolves when the host's hook has run and the messages are in the state", async () => {
  const { guest, sink } = openFake();
  let release = (): void => undefined;
  const chat = guest({
    beforeDisplay: (message) => new Promise((resolve) => (release = () => resolve(message))),
  });
  await chat.start();
  let isShown = false;
  const shown = sink()
    .messages([incomingMessage("m")])
    .then(() => (isShown = true));
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect([isShown, chat.get().messages.size]).toEqual([false, 0]);
  release();
  await shown;
  expect(chat.get().messages.size).toBe(1);
});

test("a backend without media requests or ratings is not asked for them", async () => {
  const { guest } = openFake();
  const chat = guest();
  await chat.start();
  await chat.rate(5);
  await expect(chat.acceptMediaRequest("r")).rejects.toMatchObject({ code: "media-request-gone" });
});

test("older messages that cannot be loaded are tried again, and after the third time the call rejects", async () => {
  const { guest, sink, failures } = openFake();
  const chat = guest();
  await chat.start();
  await sink().messages([incomingMessage("m", { at: 5 })], { hasOlder: true });
  const offline = new ParlorError("offline", "");
  failures.push(offline, offline, offline);
  await expect(chat.loadOlder()).rejects.toBe(offline);
  expect(failures).toEqual([]);
  failures.push(offline);
  await chat.loadOlder();
  expect(chat.get().order).toEqual(["older", "m"]);
  failures.push(new ParlorError("refused", ""));
  await sink().messages([], { hasOlder: true });
  await expect(chat.loadOlder()).rejects.toMatchObject({ code: "refused" });
});
