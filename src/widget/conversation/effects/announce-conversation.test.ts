import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ConversationEvent } from "../../../transport/conversation/event.ts";
import type {
  IncomingMessage,
  MemberId,
  MessageKey,
} from "../../../transport/conversation/message.ts";
import { emptyConversation, reduce } from "../../../transport/conversation/reduce.ts";
import { createStore } from "../../../transport/store.ts";
import { english } from "../../../../test/english.ts";
import { incomingMember, incomingMessage } from "../../../../test/incoming.ts";
import type { ConversationState, MediaRequest, MessageContent } from "../../../transport/index.ts";
import { readFormatted } from "../../formatted-text/read-formatted.ts";
import { spokenFormatted, writtenFormatted } from "../../formatted-text/text-of.ts";
import { FormattedTextSlot, RichSlot } from "../../model/chunk-slots.tsx";
import type { RichChunk } from "../../model/rich-chunk.ts";
import type { WidgetContext } from "../../model/widget-context.ts";
import { createClock } from "../../model/create-clock.ts";
import { spokenContent } from "../../rich/spoken-content.ts";
import { announceMedia } from "../../secondary/announce-media.ts";
import { announceConversation } from "./announce-conversation.ts";

/* Screen reader announcements, compared with a golden file: `announce-conversation.golden.txt`. */

beforeEach(() => vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => vi.useRealTimers());

const noor = incomingMember("a", { name: "Noor Haddad", queueName: "Support" });
const bell = incomingMember("b", { name: "Bell", role: "bot" });
const tomas = incomingMember("t", { name: "Tomás Brandt", queueName: "Bookings" });
let count = 0;
const said = (
  senderId: string,
  body: string,
  kind: IncomingMessage["kind"] = "text",
): IncomingMessage =>
  incomingMessage(`m${count}`, { senderId, body, kind, at: Date.now() + count++ });

interface Heard {
  readonly dispatch: (event: ConversationEvent) => void;
  readonly lines: string[];
  readonly isOpen: { value: boolean };
}

function listen(options: object = {}, isResumed = false): Heard {
  const begun = reduce(emptyConversation, {
    type: "session",
    conversationId: "c",
    ownId: "me" as MemberId,
    isResumed,
  });
  const store = createStore<ConversationState, ConversationEvent>(begun, reduce);
  const media = signal(store.get().mediaRequests);
  store.subscribe((state) => (media.value = state.mediaRequests));
  const lines: string[] = [];
  const isOpen = signal(true);
  const context = {
    chat: {
      chat: store,
      marks: signal(null),
      now: createClock(),
      signals: { media, state: signal({ clockOffsetMs: 0 }) },
    },
    panel: {
      isOpen,
      isSoundOn: signal(true),
      announce: (text: string, urgency = "polite") => lines.push(`${urgency}: ${text}`),
    },
    host: { options: { announcements: "full", ...options } },
    translator: english,
  } as unknown as WidgetContext;
  announceConversation(context, store.get());
  announceMedia(context);
  store.dispatch({ type: "phase", phase: { kind: "waiting", since: 0 } });
  store.dispatch({ type: "members", members: [noor, bell], at: 0 });
  return { dispatch: store.dispatch, lines, isOpen };
}
const live = { type: "stream", status: { kind: "live", since: 0 } } as const;
const away = {
  type: "stream",
  status: { kind: "waiting", retryAt: 0, since: 0, isOffline: false },
} as const;
const receive = (...messages: IncomingMessage[]): ConversationEvent => ({
  type: "received",
  messages,
});
const placeAt = (ahead: number) => ({
  name: "Support",
  label: null,
  position: ahead + 1,
  ahead,
  estimatedWaitSeconds: null,
  isStaffed: true,
});
const invitation: MediaRequest = {
  id: "r",
  types: ["SCREENSHARE"],
  state: "pending",
  askedById: "a" as MemberId,
  receivedAt: 0,
  expiresAt: null,
  startedAt: null,
  endedAt: null,
  label: "",
  surface: "window",
  canAccept: true,
  canExtend: false,
};
const choices: MessageContent = {
  kind: "choices",
  choices: ["A ticket", "A bike"].map((text) => ({
    text,
    payload: text,
    imageUrl: null,
    detail: "",
  })),
};
const later = (ms: number): void => void vi.advanceTimersByTime(ms);

const cases: Readonly<Record<string, () => Heard>> = {
  "one message of an agent, once": () => {
    const heard = listen();
    heard.dispatch(live);
    const message = said("a", "Good afternoon");
    heard.dispatch(receive(message));
    heard.dispatch(receive(message));
    later(5_000);
    return heard;
  },
  "a member joins whose name comes after the row: told when it is there": () => {
    const heard = listen();
    heard.dispatch(live);
    heard.dispatch(receive(said("t", "", "joined")));
    later(3_000);
    heard.dispatch({ type: "members", members: [tomas], at: Date.now() });
    later(5_000);
    return heard;
  },
  "messages that came while the panel was closed: told when it opens": () => {
    const heard = listen();
    heard.dispatch(live);
    heard.isOpen.value = false;
    heard.dispatch(receive(said("a", "one")));
    later(3_000);
    heard.dispatch(receive(said("a", "two")));
    later(3_000);
    heard.isOpen.value = true;
    later(1_000);
    heard.isOpen.value = false;
    heard.isOpen.value = true;
    return heard;
  },
  "the agent leaves after the end: nothing more": () => {
    const heard = listen();
    heard.dispatch(live);
    heard.dispatch(receive(said("a", "", "left")));
    heard.dispatch({ type: "phase", phase: { kind: "ended", reason: "agent", at: Date.now() } });
    later(5_000);
    return heard;
  },
  "a message that waited for the network: the banner tells of it": () => {
    const heard = listen();
    heard.dispatch(away);
    const key = "k" as MessageKey;
    heard.dispatch({ type: "composed", key, body: "hello", at: Date.now() });
    heard.dispatch({ type: "delivery", key, delivery: { kind: "queued" } });
    later(20_000);
    heard.dispatch(live);
    heard.dispatch({ type: "delivery", key, delivery: { kind: "sending", since: Date.now() } });
    heard.dispatch({ type: "accepted", key, message: said("me", "hello") });
    later(5_000);
    return heard;
  },
  "a bot says that it is one": () => {
    const heard = listen();
    heard.dispatch(live);
    heard.dispatch(receive(said("b", "I’m Bell")));
    later(5_000);
    return heard;
  },
  "two messages in a second": () => {
    const heard = listen();
    heard.dispatch(live);
    heard.dispatch(receive(said("a", "one")));
    later(500);
    heard.dispatch(receive(said("a", "two")));
    later(5_000);
    return heard;
  },
  "four messages in two seconds: their number, and the last": () => {
    const heard = listen();
    heard.dispatch(live);
    for (const text of ["one", "two", "three", "four"]) {
      heard.dispatch(receive(said("a", text)));
      later(400);
    }
    later(5_000);
    return heard;
  },
  "the history of a resumed conversation: nothing": () => {
    const heard = listen({}, true);
    heard.dispatch(receive(said("a", "old"), said("me", "old too"), said("a", "older")));
    heard.dispatch(live);
    later(5_000);
    return heard;
  },
  "missed while the connection was away: their number, and the last": () => {
    const heard = listen();
    heard.dispatch(live);
    heard.dispatch(receive(said("a", "seen")));
    later(5_000);
    heard.dispatch(away);
    heard.dispatch(receive(said("a", "missed"), said("a", "missed too")));
    heard.dispatch(live);
    later(5_000);
    return heard;
  },
  "an older page: nothing here, the log tells its number": () => {
    const heard = listen();
    heard.dispatch(live);
    heard.dispatch(receive(said("a", "new")));
    later(5_000);
    heard.dispatch(receive({ ...said("a", "from last week"), at: 1_000 }));
    later(5_000);
    return heard;
  },
  "an own message that goes well: nothing; a slow one: that it was sent": () => {
    const heard = listen();
    heard.dispatch(live);
    for (const [key, ms] of [
      ["fast", 300],
      ["slow", 1_500],
    ] as const) {
      heard.dispatch({ type: "composed", key: key as MessageKey, body: key, at: Date.now() });
      later(ms);
      heard.dispatch({ type: "accepted", key: key as MessageKey, message: said("me", key) });
    }
    later(5_000);
    return heard;
  },
  "an own message that fails, and is sent with the second try": () => {
    const heard = listen();
    const key = "k" as MessageKey;
    heard.dispatch(live);
    heard.dispatch({ type: "composed", key, body: "Hello", at: Date.now() });
    heard.dispatch({ type: "delivery", key, delivery: { kind: "failed", code: "server-error" } });
    heard.dispatch({ type: "accepted", key, message: said("me", "Hello") });
    later(5_000);
    return heard;
  },
  "typing: at most once in 30 s": () => {
    const heard = listen();
    heard.dispatch(live);
    for (let burst = 0; burst < 4; burst++) {
      heard.dispatch({ type: "typing", id: "a" as MemberId, isTyping: true });
      heard.dispatch({ type: "typing", id: "a" as MemberId, isTyping: false });
      later(12_000);
    }
    return heard;
  },
  "joined, handed over": () => {
    const heard = listen();
    heard.dispatch(live);
    heard.dispatch(receive(said("a", "", "joined")));
    later(5_000);
    heard.dispatch({ type: "members", members: [tomas], at: Date.now() });
    heard.dispatch(receive(said("a", "", "left")));
    later(5_000);
    heard.dispatch(receive(said("t", "", "joined")));
    later(5_000);
    return heard;
  },
  "the place in line, as it changes, at most every 30 s": () => {
    const heard = listen();
    heard.dispatch(live);
    for (const ahead of [3, 2, 1, 0]) {
      const place = placeAt(ahead);
      heard.dispatch({ type: "queue", place });
      later(20_000);
    }
    return heard;
  },
  "nobody is at the desk any more, and an agent takes the message that was missed": () => {
    const heard = listen();
    heard.dispatch(live);
    heard.dispatch({ type: "queue", place: placeAt(0) });
    later(31_000);
    heard.dispatch({ type: "queue", place: { ...placeAt(0), isStaffed: false } });
    later(1_000);
    heard.dispatch({ type: "missed", missed: { takenBy: null, isAnswered: false } });
    heard.dispatch({ type: "missed", missed: { takenBy: "Noor", isAnswered: false } });
    later(1_000);
    heard.dispatch({ type: "missed", missed: { takenBy: "Noor", isAnswered: true } });
    later(5_000);
    return heard;
  },
  "the connection of the agent is lost, and is back": () => {
    const heard = listen();
    heard.dispatch(live);
    const change = (isGone: boolean): void =>
      heard.dispatch({
        type: "member-state",
        id: "a" as MemberId,
        state: "connected",
        isTransfer: false,
        isGone,
        endReason: null,
        at: Date.now(),
      });
    change(true);
    later(5_000);
    change(false);
    later(5_000);
    return heard;
  },
  "an invitation, sharing, and its end": () => {
    const heard = listen();
    heard.dispatch(live);
    heard.dispatch(receive(said("a", "", "media")));
    later(5_000);
    for (const state of ["pending", "live", "over"] as const)
      heard.dispatch({ type: "media", requests: [{ ...invitation, state }] });
    return heard;
  },
  "an invitation: 20 s before its end, again before the end that it has once it was prolonged, and not without more time":
    () => {
      const heard = listen();
      heard.dispatch(live);
      const requests = (canExtend: boolean): void =>
        heard.dispatch({
          type: "media",
          requests: [{ ...invitation, expiresAt: Date.now() + 120_000, canExtend }],
        });
      requests(true);
      later(99_000);
      heard.lines.push("99 s later");
      later(20_000);
      requests(true);
      heard.lines.push("prolonged");
      later(119_000);
      requests(false);
      heard.lines.push("prolonged for the last time");
      later(119_000);
      return heard;
    },
  "the panel is closed: who, and not what": () => {
    const heard = listen();
    heard.dispatch(live);
    heard.isOpen.value = false;
    heard.dispatch(receive(said("a", "secret")));
    later(5_000);
    return heard;
  },
  "announcements: sender only": () => {
    const heard = listen({ announcements: "sender" });
    heard.dispatch(live);
    heard.dispatch({ type: "typing", id: "a" as MemberId, isTyping: true });
    heard.dispatch(receive(said("a", "not to be heard")));
    later(5_000);
    return heard;
  },
  "announcements off: only what went wrong, and the end": () => {
    const heard = listen({ announcements: "off" });
    const key = "k" as MessageKey;
    heard.dispatch(live);
    heard.dispatch(receive(said("a", "not to be heard")));
    heard.dispatch({ type: "composed", key, body: "Hello", at: Date.now() });
    heard.dispatch({ type: "delivery", key, delivery: { kind: "failed", code: "server-error" } });
    heard.dispatch({
      type: "phase",
      phase: { kind: "ended", reason: "agent", at: Date.now() },
    });
    later(5_000);
    return heard;
  },
};

test("the spoken texts equal the golden file", async () => {
  const script = Object.entries(cases)
    .map(([name, play]) => {
      const { lines } = play();
      const spoken = lines.length === 0 ? ["(nothing)"] : lines;
      return `${name}\n${spoken.map((line) => `  ${line}`).join("\n")}\n`;
    })
    .join("\n");
  await expect(script).toMatchFileSnapshot("announce-conversation.golden.txt");
});

test("a message whose code comes late is announced a second later, with what the code says of it", async () => {
  let arrive = (): void => {};
  RichSlot.source = () =>
    new Promise((resolve) => {
      const chunk = { spokenContent } as unknown as RichChunk;
      arrive = () => resolve({ chunk });
    });
  const { dispatch, lines } = listen();
  dispatch(live);
  dispatch(receive({ ...said("a", "Which one?"), content: [choices] }));
  await vi.advanceTimersByTimeAsync(1_500);
  expect(lines).not.toContainEqual(expect.stringContaining("Which one?"));
  arrive();
  await vi.advanceTimersByTimeAsync(500);
  expect(lines.at(-1)).toBe("polite: Noor Haddad says: Which one? 2 choices.");
});

test("a message whose code does not come is announced without it", async () => {
  const { fetch, isLoading } = RichSlot;
  // The slot is one for the page, and the test above has loaded it.
  Object.assign(RichSlot, { fetch: () => new Promise(() => {}), isLoading: () => true });
  const { dispatch, lines } = listen();
  dispatch(live);
  dispatch(receive({ ...said("a", "Which one?"), content: [choices] }));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(lines.at(-1)).toContain("Which one?");
  Object.assign(RichSlot, { fetch, isLoading });
});

test("formatted text is announced without its marks, and plain text loads no code for them", async () => {
  const load = vi.fn(async () => ({
    chunk: { Body: () => null, spoken: spokenFormatted, readFormatted, writtenFormatted },
  }));
  FormattedTextSlot.source = load;
  const { dispatch, lines } = listen();
  dispatch({
    type: "session",
    conversationId: "c",
    ownId: "me" as MemberId,
    isResumed: false,
    capabilities: { queue: true, rating: true, mediaRequests: true, formatting: true },
  });
  dispatch(live);
  dispatch(receive(said("a", "Good afternoon")));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(load).not.toHaveBeenCalled();
  dispatch(receive(said("a", "**Bring** [this](https://a.example/):\n- `one`\n- _two_")));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(load).toHaveBeenCalledOnce();
  expect(lines.at(-1)).toBe("polite: Noor Haddad says: Bring this:\none\ntwo");
});
