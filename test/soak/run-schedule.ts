import { WebSocket } from "ws";
import type { RunningServer } from "../../server/src/server.ts";
import { createGuestChat, type GuestChat } from "../../src/transport/index.ts";
import { memoryStorage } from "../../src/transport/ports/storage.ts";
import type { FastClock } from "../faults/fast-clock.ts";
import { startFaultProxy, type FaultProxy } from "../faults/fault-proxy.ts";
import { GuestAnswers, isOffer } from "./guest-answers.ts";
import { GuestFiles } from "./guest-files.ts";
import { seeded, type Schedule, type Step } from "./schedule.ts";

/** The result of one schedule. */
export interface Outcome {
  readonly sent: number;
  readonly reloads: number;
  /**
   * Duplicates that no client could have prevented: the network delivered a request after the
   * client had looked it up in the history.
   */
  readonly lateDoubles: number;
  /**
   * Time from the network's recovery until both transcripts were complete, in ms of the fast clock.
   */
  readonly recoveryMs: number;
  /** Empty when everything is there once, in order. */
  readonly complaint: string;
}

const SEND = { method: "POST", path: /\/messages$/ };
const CREATE = { method: "POST", path: /\/guest\/conversations$/ };
const ANNOUNCE = { method: "POST", path: /\/attachments$/ };
const PUT = { method: "PUT", path: /\/files\/in\// };
const HISTORY = { method: "GET", path: /\/messages\?/ };
const PATIENCE_MS = 300_000;

export interface Place {
  readonly server: RunningServer;
  readonly clock: FastClock;
  readonly organizationId: string;
  readonly deploymentId: string;
}

/**
 * Runs one schedule with a guest behind a broken network, an agent at the server, and numbered
 * messages from both.
 */
export async function runSchedule(
  place: Place,
  { seed, steps, words }: Schedule,
): Promise<Outcome> {
  const { server, clock } = place;
  const hasExtensions = seed % 10 !== 0;
  const random = seeded(seed ^ 0x5bd1e995);
  const proxy = await startFaultProxy(server.url);
  const storage = memoryStorage();
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));
  let chat: GuestChat | null = null;
  let guestSaid = 0;
  let agentSaid = 0;
  let reloads = 0;
  let late = 0;
  /**
   * Messages that failed after three tries and that the guest sent again: their later place in the
   * order is correct.
   */
  const retried = new Set<string>();

  const files = new GuestFiles();
  const answers = new GuestAnswers();
  const open = (): GuestChat => {
    const opened = createGuestChat({
      api: proxy.url,
      organizationId: place.organizationId,
      deploymentId: place.deploymentId,
      routing: { queue: "Bookings" },
      ports: {
        clock,
        storage,
        socket: () => WebSocket,
        random: { next: random, id: () => crypto.randomUUID() },
      },
    });
    files.follow(opened);
    answers.follow(opened);
    return opened;
  };
  try {
    if (!hasExtensions) {
      const change = (body: string): string =>
        JSON.stringify({ ...(JSON.parse(body) as object), extensions: undefined });
      proxy.next(CREATE, { kind: "rewrite", change }, Number.POSITIVE_INFINITY);
    }
    chat = open();
    await chat.start();
    const id = chat.get().conversationId ?? "";
    await server.chats.take(id, "u-noor");
    const leg = async (): Promise<string> =>
      (await server.chats.get(id)).members.findLast((one) => one.userId === "u-noor")?.id ?? "";
    const legId = await leg();

    const act = async (what: Step["what"]): Promise<void> => {
      switch (what) {
        case "guest says":
          chat?.send(`guest ${guestSaid++}`);
          return;
        case "agent says":
          await server.chats.send(id, legId, `agent ${agentSaid++}`, "standard", null);
          return;
        case "lose the answer":
          return proxy.next(SEND, { kind: "lose-answer" });
        case "refuse the request":
          return proxy.next(SEND, { kind: "refuse" }, 2);
        case "reset the answer":
          return proxy.next(SEND, { kind: "reset-mid-body" });
        case "swallow the answer":
          return proxy.next(SEND, { kind: "swallow-answer" });
        case "deliver the request late":
          late++;
          return proxy.next(SEND, { kind: "deliver-late", ms: 100 });
        case "answer 503":
          return proxy.next(SEND, { kind: "answer", status: 503 }, 2);
        case "answer 429":
          return proxy.next(SEND, {
            kind: "answer",
            status: 429,
            headers: { "retry-after": "3" },
          });
        case "lose the history":
          return proxy.next(HISTORY, { kind: "reset-mid-body" });
        case "cut the stream":
          return proxy.cutStreams();
        case "silence the stream":
          return proxy.swallowStreams(true);
        case "block sockets":
          proxy.refuseStreams(503);
          return proxy.cutStreams();
        case "slam sockets":
          proxy.slamStreams(true);
          return proxy.cutStreams();
        case "go offline":
          return proxy.setOffline(true);
        case "double the frames":
          return proxy.frames((frame) => [frame, frame]);
        case "shuffle the frames": {
          let kept: string[] = [];
          return proxy.frames((frame) => {
            kept.push(frame);
            if (kept.length < 3) return [];
            const out = kept.toReversed();
            kept = [];
            return out;
          });
        }
        case "drop the frames":
          return proxy.frames(() => (random() < 0.5 ? [] : ["{"]));
        case "heal":
          return heal(proxy);
        case "agent offers choices": {
          if (!hasExtensions) return;
          const rich = answers.offer();
          await server.chats.send(id, legId, rich.text, "standard", null, { rich });
          return;
        }
        case "guest answers":
          if (chat !== null) answers.answerOne(chat);
          return;
        case "guest sends a file":
          if (hasExtensions && chat !== null) files.attach(chat);
          return;
        case "cut the bytes":
          return proxy.next(PUT, { kind: "cut-request", after: random() });
        case "cut the bytes, unseen by the server":
          return proxy.next(PUT, { kind: "stall-request", after: random() });
        case "lose the answer to the bytes":
          return proxy.next(PUT, { kind: "lose-answer" });
        case "lose the answer to the announcement":
          return proxy.next(ANNOUNCE, { kind: "lose-answer" });
        case "refuse the bytes":
          return proxy.next(PUT, { kind: "refuse" }, 2);
        case "reload":
          reloads++;
          chat?.destroy();
          chat = open();
          await chat.resume().catch(() => undefined);
      }
    };
    let now = 0;
    for (const { at, what } of steps) {
      await sleep(at - now);
      now = at;
      await act(what);
    }

    heal(proxy);
    const healedAt = clock.now();
    // Frames may have been lost under an open stream: the next catching-up finds what they said.
    proxy.cutStreams();
    for (;;) {
      const complaint = await compare(server, chat, id, {
        guestSaid,
        agentSaid,
        hasExtensions,
        late,
        retried,
        files,
        answers,
      });
      if (typeof complaint !== "string") {
        return {
          sent: 2 * words,
          reloads,
          lateDoubles: complaint.lateDoubles,
          recoveryMs: clock.now() - healedAt,
          complaint: "",
        };
      }
      if (clock.now() - healedAt > PATIENCE_MS) {
        return { sent: 2 * words, reloads, lateDoubles: 0, recoveryMs: PATIENCE_MS, complaint };
      }
      // Three tries and then the guest decides: this one does.
      files.tryAgain(chat);
      for (const row of chat.get().messages.values())
        if (row.delivery.kind === "failed") {
          retried.add(row.body);
          chat.retry(row.key);
        }
      await sleep(500);
    }
  } finally {
    files.close();
    answers.close();
    chat?.destroy();
    await proxy.close();
    await server.chats.endForAll(chat?.get().conversationId ?? "", "system").catch(() => undefined);
  }
}

function heal(proxy: FaultProxy): void {
  proxy.setOffline(false);
  proxy.swallowStreams(false);
  proxy.refuseStreams(null);
  proxy.slamStreams(false);
  proxy.frames(null);
}

/**
 * Returns the fault in the two transcripts, or the number of duplicates that no client could have
 * prevented.
 */
async function compare(
  server: RunningServer,
  chat: GuestChat,
  id: string,
  said: {
    guestSaid: number;
    agentSaid: number;
    hasExtensions: boolean;
    late: number;
    retried: ReadonlySet<string>;
    files: GuestFiles;
    answers: GuestAnswers;
  },
): Promise<string | { lateDoubles: number }> {
  const { messages } = await server.chats.messages(id, {
    after: null,
    before: null,
    sortOrder: "ascending",
    maxResults: 100,
  });
  const history = messages
    .map((message) => message.body)
    .filter((body) => /^(guest|agent) \d+$/.test(body));
  const state = chat.get();
  const rows = state.order.flatMap((key) => state.messages.get(key) ?? []);
  const transcript = rows.map((row) => row.body).filter((body) => /^(guest|agent) \d+$/.test(body));
  const wanted = (who: string, count: number): string[] =>
    Array.from({ length: count }, (_, n) => `${who} ${n}`);
  const once = [...new Set(history)];
  const lateDoubles = history.length - once.length;
  if (transcript.join() !== history.join())
    return `the guest sees ${transcript.join(", ")}; the server has ${history.join(", ")}`;
  const inHistory = messages.flatMap(({ body, files = [] }) =>
    files.length > 0 ? [{ body, names: files.map(({ name }) => name) }] : [],
  );
  const inTranscript = rows.flatMap(({ body, content }) => {
    const names = content.flatMap((one) => (one.kind === "file" ? one.name : []));
    return names.length > 0 ? [{ body, names }] : [];
  });
  const complaint =
    said.files.complaint(inHistory) ||
    said.files.complaint(inTranscript) ||
    said.answers.complaint({
      offers: messages.flatMap(({ rich }) => rich?.text ?? []).filter((body) => isOffer({ body })),
      answers: messages.flatMap(({ body, answer }) =>
        answer === undefined ? [] : `${body}: ${answer.payload}`,
      ),
    }) ||
    said.answers.complaint({
      offers: rows.filter(isOffer).map(({ body }) => body),
      answers: rows.flatMap(({ body, content }) =>
        content.flatMap((one) => (one.kind === "answer" ? `${body}: ${one.payloads.join()}` : [])),
      ),
    });
  if (complaint !== "") return complaint;
  if (rows.some((row) => row.delivery.kind !== "sent")) return "a row is not sent";
  if (lateDoubles > (said.hasExtensions ? 0 : said.late)) return `doubled: ${history.join(", ")}`;
  for (const [who, count] of [
    ["guest", said.guestSaid],
    ["agent", said.agentSaid],
  ] as const) {
    const all = once.filter((body) => body.startsWith(who));
    if (all.toSorted().join() !== wanted(who, count).toSorted().join())
      return `${who}: ${all.join(", ")}`;
    const inOrder = (bodies: readonly string[]): string =>
      bodies.filter((body) => !said.retried.has(body)).join();
    if (inOrder(all) !== inOrder(wanted(who, count))) return `order: ${all.join(", ")}`;
  }
  return { lateDoubles };
}
