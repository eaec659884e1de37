import type { Conversation, Emulator } from "../../emulators/web-messaging/src/index.ts";
import type { GuestChat, Message } from "../../src/transport/index.ts";
import { createFastClock } from "../faults/fast-clock.ts";
import { seeded } from "../soak/schedule.ts";
import { openWebMessaging } from "../web-messaging-fixture.ts";
import type { FaultName, Schedule, Step } from "./schedule.ts";

/** The result of one schedule. */
export interface Outcome {
  /** Messages of both sides. */
  readonly said: number;
  readonly reloads: number;
  /** Messages that the service has twice. */
  readonly doubles: number;
  /** From the end of all faults until both transcripts were the same, in ms of the fast clock. */
  readonly recoveryMs: number;
  /** Empty when everything is there, in order, and once in the transcript. */
  readonly complaint: string;
}

const SPEED = 40;
const PATIENCE_MS = 300_000;
const ECHO = { on: "frame", class: "StructuredMessage", direction: "Inbound", times: 1 } as const;

/** Breaks something at the service. */
function breakAt(emulator: Emulator, conversation: Conversation, what: FaultName): void {
  const history = { on: "http", route: "history", times: 2 } as const;
  switch (what) {
    case "lose the echo":
      return void emulator.fault({ ...ECHO, does: "drop" });
    case "double the echo":
      return void emulator.fault({ ...ECHO, does: "double" });
    case "delay the echo":
      return void emulator.fault({ ...ECHO, does: "delay", ms: 4_000 });
    case "send the echo without its tracing id":
      return void emulator.fault({ ...ECHO, does: "no-tracing" });
    case "send a frame after the next one":
      return void emulator.fault({ on: "frame", does: "reorder", times: 1 });
    case "answer 5000":
      return void emulator.fault({ on: "request", action: "onMessage", code: 5000, times: 2 });
    case "answer 429":
      return void emulator.fault({
        on: "request",
        action: "onMessage",
        code: 429,
        retryAfter: 3,
        times: 2,
      });
    case "cut the connection":
      return conversation.dropsSockets();
    case "refuse connections":
      emulator.fault({ on: "upgrade", status: 503, times: 2 });
      return conversation.dropsSockets();
    case "lose all frames":
      return void emulator.fault({ on: "frame", does: "drop" });
    case "go down":
      return emulator.setMaintenance(true);
    case "answer the history with 500":
      return void emulator.fault({ ...history, status: 500 });
    case "answer the history with 401":
      return void emulator.fault({ ...history, status: 401, times: 1 });
    case "answer the history late":
      return void emulator.fault({ ...history, ms: 3_000 });
    case "tell the session anew":
      return conversation.announces();
    case "give the connection away":
      return conversation.closesConnections();
    case "heal":
      emulator.clearFaults();
      return emulator.setMaintenance(false);
    case "reload":
  }
}

const NUMBERED = /^(guest|agent) \d+$/;
const rowsOf = (chat: GuestChat): readonly Message[] =>
  chat.get().order.flatMap((key) => chat.get().messages.get(key) ?? []);

/** Answers the newest question that has no answer; false when there is none. */
function answerNewest(chat: GuestChat, text: string): boolean {
  const rows = rowsOf(chat);
  const answered = new Set(
    rows.flatMap(({ content }) => content.flatMap((one) => (one.kind === "answer" ? one.to : []))),
  );
  const row = rows.findLast(({ content }) => content.some(({ kind }) => kind === "choices"));
  const part = row?.content.find((one) => one.kind === "choices");
  const choice = part?.choices[0];
  if (row?.delivery.kind !== "sent" || choice === undefined || answered.has(row.delivery.id))
    return false;
  chat.answer(row.key, choice, text);
  return true;
}

/** The fault in the two transcripts, or the number of messages that the service has twice. */
function compare(
  chat: GuestChat,
  conversation: Conversation,
  said: { readonly guest: number; readonly agent: number; readonly retried: ReadonlySet<string> },
): string | number {
  const textOf = ({ text, content = [] }: Conversation["messages"][number]): string =>
    text || (content[0]?.buttonResponse?.text ?? "");
  const history = conversation.messages.map(textOf).filter((text) => NUMBERED.test(text));
  const rows = rowsOf(chat).filter(({ body }) => NUMBERED.test(body));
  const transcript = rows.map(({ body }) => body);
  if (transcript.join() !== history.join())
    return `the guest sees ${transcript.join(", ")}; the service has ${history.join(", ")}`;
  if (rows.some(({ delivery }) => delivery.kind !== "sent")) return "a row is not sent";
  const once = [...new Set(history)];
  for (const who of ["guest", "agent"] as const) {
    const wanted = Array.from({ length: said[who] }, (_, n) => `${who} ${n}`);
    const all = once.filter((body) => body.startsWith(who));
    if (all.toSorted().join() !== wanted.toSorted().join()) return `${who}: ${all.join(", ")}`;
    const inOrder = (bodies: readonly string[]): string =>
      bodies.filter((body) => !said.retried.has(body)).join();
    if (inOrder(all) !== inOrder(wanted)) return `order: ${all.join(", ")}`;
  }
  return history.length - once.length;
}

/** Runs one schedule with a guest, an agent, and a service of its own. */
export async function runSchedule({ seed, steps }: Schedule): Promise<Outcome> {
  const clock = createFastClock(SPEED);
  const defaults = { autoStart: seed % 5 === 0, markdown: seed % 2 === 0 };
  const fixture = await openWebMessaging({ clock, defaults });
  const { emulator } = fixture;
  const next = seeded(seed ^ 0x5bd1e995);
  const random = { next, id: () => crypto.randomUUID() };
  const open = (): GuestChat => fixture.guest({ ports: { clock, random } });
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));
  let chat = open();
  const said = { guest: 0, agent: 0, retried: new Set<string>() };
  let reloads = 0;
  try {
    await chat.start();
    const conversation = await emulator.nextConversation();
    // An agent comes into a conversation that has begun.
    if (defaults.autoStart) await emulator.until(() => conversation.isStarted);
    const robin = conversation.agent();
    const act = async (what: Step["what"]): Promise<void> => {
      switch (what) {
        case "guest answers":
          if (answerNewest(chat, `guest ${said.guest}`)) said.guest++;
          return;
        case "guest says":
          return void chat.send(`guest ${said.guest++}`);
        case "agent says":
          return void robin.says(`agent ${said.agent++}`);
        case "agent asks":
          return void robin.asks(`agent ${said.agent++}`, ["Yes", "No"]);
        case "reload":
          reloads++;
          chat.destroy();
          chat = open();
          return void chat.resume().catch(() => undefined);
        default:
          return breakAt(emulator, conversation, what);
      }
    };
    let now = 0;
    for (const { at, what } of steps) {
      await sleep(at - now);
      now = at;
      await act(what);
    }
    breakAt(emulator, conversation, "heal");
    // Frames may have been lost under an open connection.
    conversation.dropsSockets();
    chat.reconnectNow();
    const healedAt = clock.now();
    for (;;) {
      const found = compare(chat, conversation, said);
      const recoveryMs = clock.now() - healedAt;
      const outcome = { said: said.guest + said.agent, reloads, recoveryMs };
      const broken = emulator.violations.join();
      if (typeof found === "number") return { ...outcome, doubles: found, complaint: broken };
      if (recoveryMs > PATIENCE_MS) return { ...outcome, doubles: 0, complaint: found };
      for (const { key, body, delivery } of rowsOf(chat))
        if (delivery.kind === "failed") {
          said.retried.add(body);
          chat.retry(key);
        }
      // A guest whose chat has gone to another window takes it back.
      if (chat.get().stream.kind === "elsewhere") chat.reconnectNow();
      await sleep(500);
    }
  } finally {
    await fixture.close();
  }
}
