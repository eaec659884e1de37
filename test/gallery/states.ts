import type { StreamStatus } from "../../src/transport/index.ts";
import type {
  Delivery,
  FileContent,
  IncomingMessage,
  MemberId,
  MessageKey,
} from "../../src/transport/conversation/message.ts";
import { webMessaging } from "../../src/widget/integrations/web-messaging.ts";
import { DirectSlot } from "../../src/widget/model/chunk-slots.tsx";
import type { WidgetOptions } from "../../src/widget/options/options.ts";
import {
  cabin,
  callTimes,
  couchette,
  extras,
  offered,
  seat,
  topicChosen,
  topics,
  trains,
} from "./content.ts";
import {
  addressOf,
  dragFiles,
  fileCalls,
  fileLimits,
  fileOf,
  filesFrom,
  type AttachedFile,
} from "./files.ts";
import type { StateName } from "./names.ts";
import { drawPanel, type DrawnPanel } from "../draw-panel.ts";
import { incomingMember, incomingMessage } from "../incoming.ts";

/*
 * Every state of the design, with the texts of its pictures. States have the names of the pictures.
 */

const MINUTE = 60_000;
const MARA = "me";
/** A file whose name says that it is a picture, but its bytes are none. */
const BROKEN = "broken picture.jpg";
const [BELL, NOOR, TOMAS] = ["bell", "noor", "tomas"];

/** 14:02 and onwards, today. */
const at = (minute: number): number => new Date().setHours(14, minute, 0, 0);

const people = [
  incomingMember(MARA, { name: "Mara Lindqvist", role: "guest" }),
  incomingMember(BELL, { name: "Bell", role: "bot" }),
];
const noor = incomingMember(NOOR, { name: "Noor Haddad", queueName: "Support" });
const tomas = incomingMember(TOMAS, { name: "Tomás Brandt", queueName: "Bookings" });

let count = 0;
const said = (senderId: string, body: string, time: number): IncomingMessage =>
  incomingMessage(`m${count++}`, { senderId, body, at: time });
const came = (
  senderId: string,
  time: number,
  kind: IncomingMessage["kind"] = "joined",
): IncomingMessage => ({ ...said(senderId, "", time), kind });

const greeting = [
  said(
    BELL,
    "Hello Mara, I’m Bell, Lantern Line’s automated assistant. I’ve passed your question to the bookings team.",
    at(2),
  ),
];
const opening = [
  came(NOOR, at(4)),
  said(
    NOOR,
    "Good afternoon, Mara. A lower berth on Friday’s train to Trieste, is that right?",
    at(4) + 1,
  ),
  said(NOOR, "Could you send me your booking reference? It starts with LL.", at(4) + 2),
  said(MARA, "Yes please! It’s LL-48213", at(5)),
  said(MARA, "🙏", at(5) + 1),
];
const finding = [
  said(
    NOOR,
    "Thank you. This is what I have for you now:\n```\nCoach 12 · Berth 31 (upper)\nFri 24 Oct  21:14  Lyon\nSat 25 Oct  08:52  Trieste\n```",
    at(6),
  ),
  said(NOOR, "You can see the free berths on https://lanternline.example/berths", at(6) + 1),
];
const conversation = [...greeting, ...opening, ...finding];

const formatted = [
  said(
    NOOR,
    "Your bikes can travel, **one each**. Please bring:\n- the bike ticket\n- a strap for the rack",
    at(19),
  ),
  said(
    NOOR,
    "> Bikes board at coach 9, ten minutes before the others.\n\nSee [the bike rules](https://lanternline.example/bikes)",
    at(19) + 1,
  ),
  said(NOOR, "If the gate asks for a code:\n```\nLL-48213 / BIKE-2 / COACH 9\n```", at(19) + 2),
  said(
    NOOR,
    "On the day, call +33 4 00 00 48 21 or write to bikes@lanternline.example",
    at(19) + 3,
  ),
  said(MARA, "Perfect. Is it `BIKE-2` for both?", at(21)),
];

const live: StreamStatus = { kind: "live", since: 0 };

/** A running chat with these messages. */
function chatting(
  messages: readonly IncomingMessage[],
  options: Partial<WidgetOptions> = {},
  calls: Readonly<Record<string, unknown>> = {},
): DrawnPanel {
  const panel = drawPanel(calls, options, { kind: "waiting", since: Date.now() });
  panel.dispatch({ type: "members", members: [...people, noor], at: at(2) });
  panel.dispatch({ type: "stream", status: live });
  panel.dispatch({ type: "received", messages });
  return panel;
}
const compose = (
  { dispatch }: DrawnPanel,
  body: string,
  delivery: Delivery,
  time: number,
): void => {
  const key = `own${count++}` as MessageKey;
  dispatch({ type: "composed", key, body, at: time });
  dispatch({ type: "delivery", key, delivery });
};

/** A running chat in which files can be sent; `attached` are those that the state will drop. */
function chattingWithFiles(
  messages: readonly IncomingMessage[],
  options: Partial<WidgetOptions>,
  attached: readonly AttachedFile[] = [],
): DrawnPanel {
  const panel: DrawnPanel = chatting(
    messages,
    options,
    fileCalls(attached, () => panel),
  );
  panel.dispatch({
    type: "session",
    conversationId: "c",
    ownId: MARA as MemberId,
    isResumed: false,
    capabilities: { queue: true, rating: true, mediaRequests: true, formatting: true },
    fileLimits,
  });
  return panel;
}
function composeFiles(
  { dispatch }: DrawnPanel,
  content: readonly FileContent[],
  delivery: Delivery,
  time: number,
): void {
  const key = `own${count++}` as MessageKey;
  dispatch({ type: "composed", key, body: "", content, at: time });
  dispatch({ type: "delivery", key, delivery });
}
/** Whether the pictures in view have loaded, and one that cannot be shown has become a card. */
function arePicturesSeen(root: ShadowRoot): boolean {
  const log = root.querySelector(".pl-log")?.getBoundingClientRect();
  const pictures = [...root.querySelectorAll<HTMLElement>(".pl-pic")];
  return pictures.every((one) => {
    const { top, bottom } = one.getBoundingClientRect();
    if (log === undefined || bottom <= log.top || top >= log.bottom) return true;
    return one.querySelector("img")?.complete === true && one.dataset["file"] !== BROKEN;
  });
}
/** Drops files on the panel, as soon as it takes them. */
async function dropFiles(panel: DrawnPanel, names: readonly string[]): Promise<void> {
  await seen(panel.root, "[part=composer] [type=file], [part=composer] .pl-ib");
  await dragFiles(panel, "drop", names);
  await seen(panel.root, ".pl-cards");
}

const press = (root: ShadowRoot, selector: string): void =>
  root.querySelector<HTMLElement>(selector)?.click();
/** Waits until something is drawn: chunks and words come one after another. */
async function seen(root: ShadowRoot, selector: string): Promise<void> {
  const isSeen = (): boolean => root.querySelector(selector) !== null;
  for (let round = 0; round < 400 && !isSeen(); round++) await nextFrame();
  if (!isSeen()) throw new Error(`Not drawn: ${selector}`);
}
const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
/** Says more, and waits until it stands there: what comes in quick succession is drawn together. */
async function say(panel: DrawnPanel, messages: readonly IncomingMessage[]): Promise<void> {
  panel.dispatch({ type: "received", messages });
  await seen(panel.root, `[data-key="${messages.at(-1)?.id}"]`);
}
const write = async ({ root }: DrawnPanel, text: string): Promise<void> => {
  await seen(root, "textarea");
  const field = root.querySelector("textarea");
  if (field === null) return;
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
};

const preChat = {
  fields: [
    { name: "displayName", type: "text", value: "Mara Lindqvist" },
    { name: "email", type: "email" },
    {
      name: "subject",
      type: "select",
      label: "What is it about?",
      options: ["Change a booking", "Luggage and bikes", "Refunds", "Something else"],
      value: "Change a booking",
    },
  ],
  privacyUrl: "https://lanternline.example/privacy",
  replyMinutes: 2,
} as const;
const email = "hello@lanternline.example";

async function failed(panel: DrawnPanel, code: "server-error" | "busy"): Promise<void> {
  const retryAt = code === "busy" ? Date.now() + 15 * MINUTE : null;
  const contextId = code === "busy" ? null : "7f3a5b1c";
  panel.dispatch({ type: "phase", phase: { kind: "failed", code, contextId, retryAt } });
  await seen(panel.root, ".pl-screen .pl-h");
}

async function share(panel: DrawnPanel, requests: readonly object[]): Promise<void> {
  panel.dispatch({
    type: "received",
    messages: requests.map((_, index) => came(NOOR, at(12) + index, "media")),
  });
  panel.dispatch({
    type: "media",
    requests: requests.map((request, index) => ({
      id: `r${index}`,
      types: ["SCREENSHARE"],
      state: "pending",
      askedById: NOOR as MemberId,
      receivedAt: at(12),
      expiresAt: Date.now() + 102_000,
      startedAt: null,
      endedAt: null,
      label: "",
      surface: "tab",
      canAccept: true,
      canExtend: false,
      ...request,
    })) as never,
  });
  await seen(panel.root, ".pl-card");
}
const berthMap = [
  said(MARA, "The berth map shows, but I can’t select anything", at(11)),
  came(NOOR, at(11) + 1),
  said(NOOR, "Let’s look at it together, if you like.", at(11) + 2),
];

/** The guest wrote at 14:05; by the server's clock it is 14:18 now, and the panel is closed. */
async function idle(options: Partial<WidgetOptions>): Promise<DrawnPanel> {
  const panel = chatting([...greeting, ...opening], { ...options, idleMinutes: 15 });
  const offsetMs = at(5) + 13.2 * MINUTE - Date.now();
  panel.dispatch({ type: "clock", offsetMs });
  await panel.handle.close();
  await seen(panel.root, ".pl-news.pl-idle");
  return panel;
}

async function ended(options: Partial<WidgetOptions>): Promise<DrawnPanel> {
  const panel = chatting(conversation, options, { rate: async () => undefined });
  panel.dispatch({ type: "phase", phase: { kind: "ended", reason: "agent", at: at(28) } });
  await seen(panel.root, ".pl-rate");
  return panel;
}

/** The panel before a conversation, on a server that says whether somebody is there. */
function before(
  options: Partial<WidgetOptions>,
  isStaffed: boolean,
  calls: Readonly<Record<string, unknown>> = {},
): DrawnPanel {
  const choices = ["Change a booking", "Lost property", "Talk to a person"].map((text) => ({
    text,
    payload: null,
    queue: null,
  }));
  const text = "Hello, I’m Bell, Lantern Line’s automated assistant. What is it about?";
  const status = {
    isStaffed,
    isOpen: true,
    waiting: 0,
    senderName: "Bell",
    formatting: true,
    greeting: [{ text, choices }],
  };
  return drawPanel({ status: async () => status, ...calls }, options, { kind: "none" });
}

type State = (options: Partial<WidgetOptions>) => Promise<DrawnPanel | undefined>;

/** Each draws one state. */
export const states: Readonly<Record<StateName, State>> = {
  async launcher(options) {
    const panel = drawPanel({}, options, { kind: "none" });
    await panel.handle.close();
    return panel;
  },
  async "launcher-teaser"(options) {
    const greeting = {
      text: "Choosing between a couchette and a cabin? We’re happy to talk it through.",
      names: ["Noor Haddad", "Tomás Brandt"],
    };
    const panel = drawPanel({}, { ...options, greeting }, { kind: "none" });
    await panel.handle.close();
    panel.answer("greet");
    await seen(panel.root, ".pl-greeting .pl-av");
    return panel;
  },
  async hello(options) {
    const panel = before(options, true);
    await seen(panel.root, ".pl-choices");
    await seen(panel.root, ".pl-artwork");
    return panel;
  },
  async leave(options) {
    const promise = "by tomorrow noon";
    const panel = before({ leaveMessage: { promise }, ...options }, false);
    await seen(panel.root, ".pl-leave-head");
    return panel;
  },
  async "leave-sent"(options) {
    const key = "left" as MessageKey;
    const send = (body: string): MessageKey => {
      const message = said(MARA, body, at(16));
      panel.dispatch({ type: "composed", key, body, at: at(16) });
      panel.dispatch({ type: "accepted", key, message });
      return key;
    };
    const promise = "by tomorrow noon";
    const panel = before({ leaveMessage: { promise }, ...options }, false, { send });
    await seen(panel.root, ".pl-leave-head");
    for (const [name, text] of [
      ["address", "mara@lindqvist.example"],
      ["message", "Could I still move to a lower berth on Friday’s train to Trieste?"],
    ] as const) {
      const field = panel.root.querySelector<HTMLInputElement>(`[data-part=${name}]`);
      if (field === null) continue;
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    press(panel.root, "[type=submit]");
    await seen(panel.root, ".pl-leave-card");
    return panel;
  },
  async prechat(options) {
    const panel = drawPanel({}, { preChat, ...options }, { kind: "none" });
    await seen(panel.root, ".pl-form");
    return panel;
  },
  async "prechat-errors"(options) {
    const panel = drawPanel({}, { preChat, ...options }, { kind: "none" });
    await seen(panel.root, ".pl-form");
    const field = panel.root.querySelector<HTMLInputElement>("[data-name=email]");
    if (field !== null) field.value = "mara@";
    field?.dispatchEvent(new InputEvent("input", { bubbles: true }));
    press(panel.root, "[type=submit]");
    await seen(panel.root, ".pl-error");
    return panel;
  },
  async connecting(options) {
    const since = Date.now() - 1_000;
    const panel = drawPanel({}, options, { kind: "starting", since });
    await seen(panel.root, ".pl-screen .pl-h");
    return panel;
  },
  async queue(options) {
    const panel = drawPanel({}, options, { kind: "waiting", since: Date.now() });
    panel.dispatch({ type: "members", members: people, at: at(1) });
    panel.dispatch({ type: "stream", status: live });
    panel.dispatch({
      type: "received",
      messages: [
        said(MARA, "Hello! I’d like to move to a lower berth on Friday’s train to Trieste.", at(1)),
      ],
    });
    panel.dispatch({
      type: "queue",
      place: {
        name: "Bookings",
        label: "the bookings team",
        position: 3,
        ahead: 2,
        estimatedWaitSeconds: 230,
        isStaffed: true,
      },
    });
    await seen(panel.root, ".pl-queue");
    await write(panel, "My booking is ");
    return panel;
  },
  async "conversation-bot"(options) {
    const panel = drawPanel({}, options, { kind: "waiting", since: Date.now() });
    panel.dispatch({ type: "members", members: people, at: at(2) });
    panel.dispatch({ type: "stream", status: live });
    panel.dispatch({
      type: "received",
      messages: [
        said(
          BELL,
          "Hello Mara, I’m Bell, Lantern Line’s automated assistant. I can answer most questions straight away.",
          at(2),
        ),
        said(BELL, "What would you like to do?", at(2) + 1),
      ],
    });
    await seen(panel.root, ".pl-tag");
    return panel;
  },
  async conversation(options) {
    const panel = chatting(conversation, options);
    await seen(panel.root, "pre");
    return panel;
  },
  async "conversation-new"(options) {
    const panel = chatting(
      [...conversation, said(MARA, "Perfect, please go ahead", at(8))],
      options,
    );
    await seen(panel.root, ".pl-log");
    await panel.handle.close();
    panel.dispatch({
      type: "member-state",
      id: NOOR as MemberId,
      state: "disconnected",
      isTransfer: true,
      endReason: null,
      at: at(13),
    });
    panel.dispatch({ type: "members", members: [tomas], at: at(13) });
    await say(panel, [
      came(NOOR, at(13), "left"),
      came(TOMAS, at(13) + 1),
      said(TOMAS, "Hello Mara, Tomás here. Your new ticket is ready.", at(13) + 2),
    ]);
    panel.dispatch({ type: "typing", id: TOMAS as MemberId, isTyping: true });
    await panel.handle.open();
    await seen(panel.root, ".pl-typing");
    return panel;
  },
  async "conversation-jump"(options) {
    const panel = chatting(
      [...conversation, said(MARA, "Perfect, please go ahead. ".repeat(12), at(8))],
      options,
    );
    await seen(panel.root, ".pl-log");
    const log = panel.root.querySelector(".pl-log");
    await seen(panel.root, "pre");
    // Until it stays there: what is drawn late pulls the end into view.
    while (panel.root.querySelector(".pl-jump") === null) {
      if (log !== null) log.scrollTop = 200;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await seen(panel.root, ".pl-jump");
    const news = [1, 2, 3].map((n) => said(NOOR, `One more thing, number ${n}.`, at(9) + n));
    await say(panel, news);
    return panel;
  },
  async "conversation-status"(options) {
    const panel = chatting(
      [
        came(NOOR, at(10)),
        said(NOOR, "That’s fine. Could you paste the code you see under “Payment”?", at(12)),
        said(MARA, "It says `LL-PAY-2231`", at(13)),
      ],
      options,
    );
    compose(
      panel,
      "and this is the confirmation",
      { kind: "failed", code: "server-error" },
      at(13) + 2,
    );
    compose(panel, "Did that reach you?", { kind: "sending", since: 0 }, at(13) + 3);
    await seen(panel.root, ".pl-meta--wait");
    return panel;
  },
  async choices(options) {
    const asked = offered(
      "topics",
      BELL,
      at(2),
      "Hello Mara, I’m Bell, Lantern Line’s automated assistant. What is it about?",
      topics,
    );
    const panel = chatting([asked], options);
    const chosen = offered("chosen", MARA, at(2) + 1, "Luggage and bikes", topicChosen("topics"));
    const next = offered("trains", BELL, at(2) + 2, "On which train do you travel?", trains);
    await say(panel, [chosen, next]);
    await seen(panel.root, ".pl-chips[role=toolbar]");
    return panel;
  },
  async card(options) {
    const content = { kind: "cards", cards: [couchette(await addressOf("berth-31.jpg"))] } as const;
    const panel = chatting([], options);
    await say(panel, [offered("card", BELL, at(14), "This one is still free:", content)]);
    await seen(panel.root, ".pl-offer img");
    return panel;
  },
  async carousel(options) {
    const [first, second, third] = await Promise.all(
      ["berth-31.jpg", "cabin-12.jpg", "seat-4.jpg"].map(addressOf),
    );
    const cards = [couchette(first ?? ""), cabin(second ?? ""), seat(third ?? "")];
    const panel = chatting([], options);
    const message = offered("cards", BELL, at(14), "There are three ways to sleep:", {
      kind: "cards",
      cards,
    });
    await say(panel, [message]);
    await seen(panel.root, ".pl-offers img");
    return panel;
  },
  async times(options) {
    const panel = chatting([], options);
    const asked = said(MARA, "Could someone call me about the bikes?", at(16));
    await say(panel, [
      asked,
      offered("times", NOOR, at(17), "Gladly. When suits you?", callTimes(at(90))),
    ]);
    await seen(panel.root, ".pl-time");
    panel.root.querySelectorAll<HTMLElement>(".pl-time input")[1]?.click();
    await seen(panel.root, ".pl-time :checked");
    return panel;
  },
  async list(options) {
    const panel = chatting([], options);
    const question = "What shall I add to your booking? Choose as many as you like.";
    await say(panel, [offered("list", BELL, at(18), question, extras)]);
    await seen(panel.root, ".pl-item");
    for (const index of [0, 2])
      panel.root.querySelectorAll<HTMLElement>(".pl-item input")[index]?.click();
    await seen(panel.root, ".pl-item :checked");
    return panel;
  },
  async rich(options) {
    const panel = chatting([], options);
    panel.dispatch({
      type: "session",
      conversationId: "c",
      ownId: MARA as MemberId,
      isResumed: false,
      capabilities: { queue: true, rating: true, mediaRequests: true, formatting: true },
    });
    await say(panel, formatted);
    await seen(panel.root, ".pl-b blockquote");
    return panel;
  },
  async files(options) {
    const panel = chattingWithFiles(
      [
        filesFrom(NOOR, at(10), [
          fileOf("cabin-12.jpg", 0.4),
          fileOf("Ticket LL-48213.pdf", 0.242),
        ]),
      ],
      options,
      [{ name: "seat-4.jpg", size: 1.8, state: "ready" }],
    );
    await seen(panel.root, ".pl-pic img");
    composeFiles(panel, [fileOf("berth-31.jpg", 1.4)], { kind: "sending", since: 0 }, at(12));
    composeFiles(
      panel,
      [fileOf("passport-scan.pdf", 3.1)],
      { kind: "failed", code: "server-error" },
      at(12) + 1,
    );
    await seen(panel.root, ".pl-files.is-bad");
    await dropFiles(panel, ["seat-4.jpg", "setup.exe"]);
    await seen(panel.root, ".pl-meta--bad");
    return panel;
  },
  async "files-uploading"(options) {
    const attached = [
      { name: "passport-scan.pdf", size: 3.1, state: "uploading" },
      { name: "berth-31.jpg", size: 1.4, state: "checking" },
      { name: "Reservation for the night train to Trieste.pdf", size: 0.1, state: "waiting" },
      { name: "seat-4.jpg", size: 1.8, state: "ready" },
      { name: "receipt.pdf", size: 0.06, state: "failed" },
    ] as const;
    const panel = chattingWithFiles(conversation, options, attached);
    await dropFiles(
      panel,
      attached.map(({ name }) => name),
    );
    await seen(panel.root, ".pl-up__retry");
    return panel;
  },
  async "files-pictures"(options) {
    const panel = chattingWithFiles(
      [
        filesFrom(
          NOOR,
          at(10),
          ["cabin-12.jpg", "berth-31.jpg", "seat-4.jpg"].map((name) => fileOf(name, 0.4)),
          "These are still free.",
        ),
        filesFrom(NOOR, at(11), [fileOf(BROKEN, 0.4)]),
        filesFrom(NOOR, at(12), [{ ...fileOf("Old timetable.pdf", 0.09), isGone: true }]),
        filesFrom(
          MARA,
          at(13),
          ["seat-4.jpg", "cabin-12.jpg"].map((name) => fileOf(name, 0.4)),
        ),
      ],
      options,
    );
    await seen(panel.root, ".pl-files button[aria-label]");
    while (!arePicturesSeen(panel.root)) await nextFrame();
    return panel;
  },
  async "files-drop"(options) {
    const panel = chattingWithFiles(conversation, options);
    await seen(panel.root, "[part=composer] .pl-ib");
    const drag = (): void => void dragFiles(panel, "dragover", ["receipt.pdf"]);
    drag();
    await seen(panel.root, ".pl-drop");
    // As a browser does while files are held over the panel.
    const timer = setInterval(() => {
      if (panel.root.host.isConnected) drag();
      else clearInterval(timer);
    }, 250);
    return panel;
  },
  async "launcher-news"(options) {
    const panel = chattingWithFiles(conversation, options);
    await seen(panel.root, ".pl-log");
    await panel.handle.close();
    panel.dispatch({
      type: "received",
      messages: [filesFrom(NOOR, at(15), [fileOf("Ticket LL-48213.pdf", 0.242)])],
    });
    await seen(panel.root, ".pl-news__text");
    return panel;
  },
  async "composer-states"(options) {
    const panel = chatting(conversation, options);
    await seen(panel.root, ".pl-smile");
    await write(panel, "x".repeat(4_018));
    await seen(panel.root, ".pl-count--over");
    return panel;
  },
  async "composer-emoji"(options) {
    const panel = chatting(conversation, options);
    await seen(panel.root, ".pl-smile");
    await write(panel, "Thank you ");
    press(panel.root, ".pl-smile");
    await seen(panel.root, ".pl-emoji");
    return panel;
  },
  async "banner-reconnecting"(options) {
    const panel = chatting(conversation, options);
    const since = Date.now() - 4_000;
    panel.dispatch({
      type: "stream",
      status: { kind: "waiting", retryAt: 0, since, isOffline: false },
    });
    await seen(panel.root, ".pl-banner");
    return panel;
  },
  async "banner-offline"(options) {
    const panel = chatting(conversation, options);
    const since = Date.now() - 4_000;
    panel.dispatch({
      type: "stream",
      status: { kind: "waiting", retryAt: 0, since, isOffline: true },
    });
    compose(panel, "I’m in the tunnel before Turin", { kind: "queued" }, at(9));
    compose(panel, "back in a minute!", { kind: "queued" }, at(9) + 1);
    await seen(panel.root, ".pl-banner");
    return panel;
  },
  async "banner-back"(options) {
    const panel = chatting(conversation, options);
    const since = Date.now() - 4_000;
    panel.dispatch({
      type: "stream",
      status: { kind: "waiting", retryAt: 0, since, isOffline: true },
    });
    const key = `own${count++}` as MessageKey;
    panel.dispatch({ type: "composed", key, body: "I’m in the tunnel before Turin", at: at(9) });
    await seen(panel.root, ".pl-banner");
    panel.dispatch({ type: "stream", status: live });
    panel.dispatch({
      type: "accepted",
      key,
      message: said(MARA, "I’m in the tunnel before Turin", at(9)),
    });
    await seen(panel.root, ".pl-banner--ok");
    return panel;
  },
  async elsewhere(options) {
    const panel = chatting(conversation, options);
    await seen(panel.root, ".pl-log");
    webMessaging({ region: "mypurecloud.de" });
    panel.dispatch({ type: "stream", status: { kind: "elsewhere", since: Date.now() } });
    await seen(panel.root, ".pl-banner");
    return panel;
  },
  async "no-files"(options) {
    const panel = chatting(conversation, options);
    await seen(panel.root, "[part=log]");
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["x"], "berth.png", { type: "image/png" }));
    const drop = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
    panel.root.querySelector(".pl-panel")?.dispatchEvent(drop);
    await seen(panel.root, ".pl-banner");
    return panel;
  },
  async idle(options) {
    const panel = await idle(options);
    void panel.handle.open();
    await seen(panel.root, ".pl-idle--card");
    return panel;
  },
  "launcher-idle": idle,
  async "media-invite"(options) {
    const panel = chatting(berthMap, options);
    await share(panel, [{}]);
    return panel;
  },
  async "media-ending"(options) {
    const panel = chatting(berthMap, options);
    await share(panel, [{ expiresAt: Date.now() + 19_000, canExtend: true }]);
    return panel;
  },
  async "media-live"(options) {
    const panel = chatting(berthMap, options);
    await share(panel, [
      { state: "live", startedAt: Date.now() - 48_000, label: "Choose your berth" },
    ]);
    await say(panel, [said(NOOR, "I see it. Scroll down a little, please.", at(13))]);
    await seen(panel.root, ".pl-banner--live");
    return panel;
  },
  async "media-outcomes"(options) {
    const panel = chatting(berthMap, options);
    await share(panel, [
      { state: "declined", endedAt: at(13) },
      { state: "timedout", endedAt: at(16) },
      { state: "over", startedAt: at(18), endedAt: at(23) },
    ]);
    return panel;
  },
  async menu(options) {
    const panel = chatting(conversation, options);
    await seen(panel.root, "[aria-haspopup=menu]");
    press(panel.root, "[aria-haspopup=menu]");
    await seen(panel.root, ".pl-menu");
    return panel;
  },
  async "menu-languages"(options) {
    const panel = await states.menu(options);
    if (panel === undefined) return undefined;
    press(panel.root, "[data-page=languages]");
    await seen(panel.root, ".pl-mi--page");
    return panel;
  },
  async "end-confirm"(options) {
    const panel = await states.menu(options);
    if (panel === undefined) return undefined;
    press(panel.root, ".pl-mi--danger");
    await seen(panel.root, ".pl-dialog");
    return panel;
  },
  async forget(options) {
    const panel = chatting(conversation, { company: "Lantern Line", ...options });
    webMessaging({ region: "mypurecloud.de" });
    await DirectSlot.fetch();
    panel.dispatch({
      type: "session",
      conversationId: "c",
      ownId: MARA as MemberId,
      isResumed: false,
      capabilities: {
        queue: false,
        rating: false,
        mediaRequests: false,
        formatting: false,
        end: "here",
      },
    });
    await seen(panel.root, "[aria-haspopup=menu]");
    press(panel.root, "[aria-haspopup=menu]");
    await seen(panel.root, ".pl-mi--danger");
    press(panel.root, ".pl-mi--danger");
    await seen(panel.root, ".pl-dialog");
    return panel;
  },
  async guard(options) {
    const panel = chatting(conversation, { ...options, sensitiveData: "cards" });
    await seen(panel.root, ".pl-log");
    await write(panel, "4111 1111 1111 1111");
    await seen(panel.root, ".pl-send[aria-disabled=false]");
    press(panel.root, ".pl-send");
    await seen(panel.root, ".pl-dialog");
    return panel;
  },
  ended,
  async "ended-rating"(options) {
    const panel = await ended(options);
    panel.root.querySelectorAll<HTMLInputElement>(".pl-rate input")[3]?.click();
    await seen(panel.root, ".pl-rate textarea");
    return panel;
  },
  async "ended-thanks"(options) {
    const panel = await states["ended-rating"](options);
    if (panel === undefined) return undefined;
    press(panel.root, ".pl-rate .pl-btn");
    await seen(panel.root, ".pl-rate__thanks");
    return panel;
  },
  async "ended-again"(options) {
    const panel = await ended(options);
    // Nobody can close a panel before it has the words of its language.
    const isSeen = (): boolean | undefined =>
      panel.root.querySelector(".pl-endcard")?.checkVisibility({ visibilityProperty: true });
    while (!isSeen()) await nextFrame();
    await nextFrame();
    await panel.handle.close();
    await seen(panel.root, ".pl-endcard__take .pl-h");
    await panel.handle.open();
    return panel;
  },
  async "ended-left"(options) {
    const panel = chatting(greeting, options);
    await seen(panel.root, ".pl-log");
    panel.dispatch({ type: "members", members: [{ ...noor, state: "alerting" }], at: at(3) });
    panel.dispatch({ type: "phase", phase: { kind: "ended", reason: "guest", at: at(6) } });
    await seen(panel.root, ".pl-endcard");
    return panel;
  },
  async expired(options) {
    const panel = chatting(conversation, options);
    panel.dispatch({ type: "phase", phase: { kind: "expired", code: "session-expired" } });
    await seen(panel.root, ".pl-endcard");
    return panel;
  },
  async "error-start"(options) {
    const panel = drawPanel({}, { email, ...options }, { kind: "none" });
    await failed(panel, "server-error");
    return panel;
  },
  async closed(options) {
    const hours = {
      timeZone: "Europe/Stockholm",
      week: {
        mon: "08:00-09:00",
        tue: "08:00-09:00",
        wed: "08:00-09:00",
        thu: "08:00-09:00",
        fri: "08:00-09:00",
        sat: "10:00-11:00",
        sun: "10:00-11:00",
      },
    };
    const panel = drawPanel({}, { email, hours, ...options }, { kind: "none" });
    await seen(panel.root, ".pl-hours");
    return panel;
  },
  async unavailable(options) {
    const panel = drawPanel({}, { email, ...options }, { kind: "none" });
    await failed(panel, "busy");
    return panel;
  },
  async help(options) {
    const help = { person: "Ask for Elin at the desk", phone: "+46 8 123 456", email };
    const panel = chatting(conversation, { help, ...options });
    await seen(panel.root, ".pl-help");
    return panel;
  },
};
