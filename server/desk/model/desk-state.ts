import { computed, signal } from "@preact/signals";
import {
  ApiProblem,
  call,
  chatPath,
  forgetToken,
  storedToken,
  type DeskMessage,
  type Details,
  type Earlier,
  type MediaView,
  type Me,
  type Participant,
  type Waiting,
} from "../api/agent-client.ts";
import { closeOutbox, openOutbox, outbox } from "./desk-outbox.ts";
import { isAlerting, owedLegs, talkingLeg } from "./legs.ts";
import { lossOf } from "./unfinished.ts";
import type { Heard } from "./outbox.ts";
import { communications } from "../api/post-message.ts";
import { createSeen } from "./seen.ts";
import type { KnownReplies, SavedReply } from "./saved-replies.ts";

/* The desk's state. The components read these signals; the notification channel updates them. */

export const me = signal<Me | null>(null);
export const isSignedIn = signal(storedToken() !== null);
export const waiting = signal<readonly Waiting[]>([]);
export const mine = signal<readonly MediaView[]>([]);
/** The waiting chats that are offered, or handed on, to this agent. */
export const ringing = signal<ReadonlySet<string>>(new Set());
export const earlier = signal<readonly Earlier[]>([]);
export const selected = signal<string | null>(null);
export const details = signal<Details | null>(null);
export const messages = signal<readonly DeskMessage[]>([]);
/**
 * The loading state of the selected conversation's history. `failed`: `words` say why it could not
 * be read.
 */
export type History =
  | { readonly kind: "loading" | "here" }
  | { readonly kind: "failed"; readonly words: string };
export const history = signal<History>({ kind: "here" });
export const replies = signal<KnownReplies>({ kind: "loading" });
export const typingIn = signal<ReadonlySet<string>>(new Set());
export const unread = signal<ReadonlyMap<string, number>>(new Map());
/** The failure of the agent's last action. */
export const problem = signal("");
/** The failure of a background task. */
export const trouble = signal("");
export const spoken = signal("");
/** Why the sign-in is asked for again. */
export const signInNotice = signal("");
/** The conversation whose field takes the focus when it is drawn next: the agent has chosen it. */
export const focusWanted = signal<string | null>(null);
export const now = signal(Date.now());

const TYPING_IN_MS = 4_000;
const RETRY_MS = 3_000;

const userId = (): string => me.value?.id ?? "";
/** The leg with which the agent talks in this chat. */
export const myLeg = (chat: MediaView): Participant | undefined => talkingLeg(chat, userId());
export const isTalking = (chat: MediaView): boolean => myLeg(chat) !== undefined;
/** The agent's legs in this chat that wait for an outcome. */
export const myOwedLegs = (chat: MediaView): readonly Participant[] => owedLegs(chat, userId());
export const guestName = (chat: MediaView): string =>
  chat.participants.find((one) => one.purpose === "customer")?.name ?? "";
export const talking = computed(() => mine.value.filter(isTalking));
/** The chats that are over for this agent, and not wrapped up. */
export const owed = computed(() => mine.value.filter((chat) => !isTalking(chat)));
export const current = computed(
  () => mine.value.find((chat) => chat.id === selected.value) ?? null,
);
export const isReading = computed(
  () =>
    (current.value === null || !isTalking(current.value)) &&
    waiting.value.some((one) => one.id === selected.value),
);
/** The agent has as many chats as it may have. Before the agent is known, nothing is full. */
export const isFull = computed(
  () => me.value !== null && talking.value.length >= me.value.parlor.capacity,
);
/** An agent who is full may still answer what rings: the server has counted it already. */
export const canTake = (conversationId: string): boolean =>
  !isFull.value || ringing.value.has(conversationId);
/** The leg that the agent has in a conversation at this moment; null when there is none. */
export const legIn = (conversationId: string): string | null => {
  const chat = mine.value.find((one) => one.id === conversationId);
  return (chat === undefined ? undefined : myLeg(chat)?.id) ?? null;
};

/**
 * Explains a failure. An expired token signs the agent out; the result is then empty.
 * @param failed - a sentence that says which action failed
 */
export function explain(error: unknown, failed: string): string {
  if (!(error instanceof ApiProblem))
    return `${failed} The server can’t be reached. Try again in a moment.`;
  if (error.status === 401) {
    if (!error.isOfOldToken) expire();
    return "";
  }
  if (error.status === 429 || error.status === 503)
    return `${failed} The server is busy. Try again in a moment.`;
  return error.status >= 500
    ? `${failed} The server has a problem. Try again in a moment.`
    : `${failed} The server refused it.`;
}

/** Runs what a person asked for; what goes wrong is said, not swallowed. */
export async function attempt(work: () => Promise<unknown>, failed: string): Promise<boolean> {
  problem.value = "";
  try {
    await work();
    return true;
  } catch (error) {
    problem.value = explain(error, failed);
    return false;
  }
}

/** Runs what nobody asked for. It is tried again by itself, and the desk says so. */
async function inBackground(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    trouble.value = "";
    return true;
  } catch (error) {
    const words = explain(error, "");
    if (words !== "") trouble.value = "The server can’t be reached. Trying again…";
    return false;
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof ApiProblem && [400, 403, 404].includes(error.status);

/** A chat may be out of reach by the time it is asked about; that is no trouble with the server. */
async function unlessRefused(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
  });
}

/** Each sign-in is another session: an answer that comes for an earlier one changes nothing. */
let session = 0;

function leave(isOwnWish: boolean): void {
  session++;
  clearTimeout(retrying);
  forgetToken();
  stop?.();
  closeOutbox(isOwnWish);
  isSignedIn.value = false;
  me.value = null;
  selected.value = null;
  details.value = null;
  history.value = { kind: "here" };
  seen.keep(new Set());
  waiting.value = mine.value = earlier.value = messages.value = [];
  replies.value = { kind: "loading" };
  ringing.value = new Set();
  typingIn.value = new Set();
  unread.value = new Map();
  problem.value = trouble.value = spoken.value = "";
}

/** Signs the agent out. What was not sent is erased. */
export function signOut(): void {
  leave(true);
  signInNotice.value = "";
}

/** The token is not taken any more. What was not sent waits in the tab for the same user. */
function expire(): void {
  leave(false);
  signInNotice.value =
    "Your sign-in has ended. Sign in again: your drafts and unsent messages are still here.";
}

async function refreshLists(): Promise<void> {
  const begun = session;
  const [list, queue, past, self] = await Promise.all([
    call("GET", "/api/v2/conversations/chats"),
    call("GET", "/api/v2/parlor/chats/waiting"),
    call("GET", "/api/v2/parlor/chats?state=ended&day=today"),
    call("GET", "/api/v2/users/me"),
  ]);
  if (begun !== session) return;
  me.value = self as Me;
  const chats = (list as { entities: MediaView[] }).entities;
  // An offer that rings is still a waiting guest; a leg that never talked is nothing to look after.
  mine.value = chats.filter((chat) => isTalking(chat) || myOwedLegs(chat).length > 0);
  ringing.value = new Set(chats.filter((chat) => isAlerting(chat, userId())).map(({ id }) => id));
  waiting.value = (queue as { entities: Waiting[] }).entities;
  earlier.value = (past as { entities: Earlier[] }).entities.filter(
    (one) => !mine.value.some((chat) => chat.id === one.id),
  );
  forgetSettled();
  learnLegs();
}

/** The conversations whose wrap-up this page is saving. */
export const wrappingUp = new Set<string>();

/**
 * Removes the unfinished work of conversations that have left the lists, and reports it once,
 * because it can no longer be finished.
 */
function forgetSettled(): void {
  const lost = outbox()
    .conversations()
    .filter((id) => !wrappingUp.has(id) && !mine.value.some((chat) => chat.id === id))
    .flatMap((id) => {
      const words = lossOf(outbox().of(id));
      outbox().forget(id);
      return words;
    });
  if (lost.length > 0) problem.value = `The wrap-up was saved in another tab. ${lost.join(" ")}`;
}

/** Asks once for each new leg where its messages go, so that Enter finds it known. */
function learnLegs(): void {
  for (const chat of talking.value) {
    const legId = myLeg(chat)?.id;
    if (legId === undefined || communications.known(legId) !== undefined) continue;
    // A communication that stays unknown is requested with the first message.
    communications.find(chat.id, legId).catch(() => undefined);
  }
}

/**
 * Shows another conversation that the agent has selected; its field, if there is one, gets the
 * focus.
 */
export async function select(id: string | null): Promise<void> {
  selected.value = id;
  messages.value = [];
  details.value = null;
  history.value = { kind: "here" };
  focusWanted.value = id !== null && legIn(id) !== null ? id : null;
  if (id === null) return;
  const counts = new Map(unread.value);
  counts.delete(id);
  unread.value = counts;
  await load(id);
}

/**
 * Reads the selected conversation and subscribes to it. While the server is unreachable, the desk
 * tries again by itself.
 * @throws ApiProblem for every refusal but the history's, which is shown in its own place
 */
export async function load(id: string): Promise<void> {
  const begun = session;
  history.value = { kind: "loading" };
  try {
    await Promise.all([refreshMessages(id), refreshDetails(id), unlessRefused(subscribe(id))]);
  } catch (error) {
    if (begun !== session || selected.value !== id) return;
    const isLoading = (): boolean => history.value.kind === "loading";
    if (isRefusal(error) && !isLoading()) throw error;
    const words = explain(error, "The conversation could not be loaded.");
    if (words === "") return;
    if (isLoading()) history.value = { kind: "failed", words };
    if (!isRefusal(error)) void refresh();
  }
}

export async function refreshDetails(id: string): Promise<void> {
  if (!mine.value.some((chat) => chat.id === id)) return;
  const begun = session;
  const found = (await call("GET", `/api/v2/parlor/chats/${id}`)) as Details;
  if (selected.value === id && begun === session) details.value = found;
}

async function readMessages(id: string): Promise<readonly DeskMessage[]> {
  const all: DeskMessage[] = [];
  let path: string | undefined = `${chatPath(id)}/messages?maxResults=100`;
  while (path !== undefined) {
    const page = (await call("GET", path)) as { entities: DeskMessage[]; next?: string };
    all.push(...page.entities);
    path = page.next;
  }
  return all;
}

const isOwn = ({ sender }: DeskMessage): boolean =>
  sender.userId !== undefined && sender.userId === me.value?.id;
const toHeard = (all: readonly DeskMessage[]): readonly Heard[] =>
  all.map((one) => ({ id: one.id, body: one.body, isOwn: isOwn(one) }));

const seen = createSeen();
let reads = 0;
let shown = 0;

/**
 * Reads the conversation's messages. A late response to an earlier request does not replace a newer
 * response.
 */
export async function refreshMessages(id: string): Promise<void> {
  const [begun, read] = [session, ++reads];
  const all = await readMessages(id);
  if (begun !== session) return;
  outbox().heard(id, toHeard(all));
  if (selected.value !== id || read < shown) return;
  shown = read;
  seen.read(id, all);
  messages.value = all;
  history.value = { kind: "here" };
}

/** How often notifications may have been missed, and how many of those times are made up for. */
let gaps = 1;
let filled = 0;
let isListening = false;
/** The chats of this page's first look: their messages count as read. */
let isFirstLook = true;

const countUnread = (id: string, more: number): void =>
  void (unread.value = new Map(unread.value).set(id, (unread.value.get(id) ?? 0) + more));

/** Counts what was written in a chat that is not looked at while no notification came. */
async function countMissed(chat: MediaView): Promise<void> {
  const [begun, isFirst] = [session, isFirstLook];
  const { entities } = (await call(
    "GET",
    `${chatPath(chat.id)}/messages?sortOrder=descending&maxResults=100`,
  )) as { entities: readonly DeskMessage[] };
  if (begun !== session || selected.value === chat.id) return;
  const since = isFirst ? null : (myLeg(chat)?.connectedTime ?? null);
  const missed = seen
    .catchUp(chat.id, entities, since)
    .filter((one) => spokenTypes.has(one.bodyType) && !isOwn(one));
  if (missed.length > 0) countUnread(chat.id, missed.length);
}

/** Makes up for the notifications that may have been missed. */
async function fillGap(): Promise<void> {
  if (!isListening || filled === gaps) return;
  const [begun, until] = [session, gaps];
  const id = selected.value;
  await Promise.all([
    ...(id === null ? [] : [unlessRefused(refreshMessages(id))]),
    ...mine.value.filter((chat) => chat.id !== id).map((chat) => unlessRefused(countMissed(chat))),
  ]);
  if (begun !== session) return;
  filled = until;
  isFirstLook = false;
}

/** The server has taken a message: its row is drawn before the notification comes. */
function showSent(id: string, message: DeskMessage): void {
  if (selected.value !== id) return;
  if (!messages.value.some((one) => one.id === message.id))
    messages.value = [...messages.value, message];
  refreshMessages(id).catch(() => undefined);
}

/**
 * Announces that a message was not sent, even when another conversation is selected, and refreshes
 * the lists.
 */
function sayNotSent(id: string): void {
  void refresh();
  const chat = mine.value.find((one) => one.id === id);
  spoken.value =
    chat === undefined
      ? "A message was not sent."
      : `A message to ${guestName(chat)} was not sent.`;
}

async function loadReplies(): Promise<void> {
  const begun = session;
  const found = await call("GET", "/api/v2/parlor/replies").then(
    (answer): KnownReplies => ({
      kind: "here",
      replies: (answer as { entities: SavedReply[] }).entities,
    }),
    (): KnownReplies => ({ kind: "failed" }),
  );
  if (begun === session) replies.value = found;
}

/** Asks for the saved replies, unless they are here. */
export function needReplies(): void {
  if (replies.value.kind === "failed") replies.value = { kind: "loading" };
  if (replies.value.kind === "loading") void loadReplies();
}

/* ---- the notification channel ---- */

let channelId = "";
let stop: (() => void) | null = null;
const expiries = new Map<string, ReturnType<typeof setTimeout>>();

async function subscribe(id: string): Promise<void> {
  if (channelId === "") return;
  await call("POST", `/api/v2/notifications/channels/${channelId}/subscriptions`, [
    { id: `v2.conversations.chats.${id}.messages` },
  ]);
}

function showTyping(id: string): void {
  typingIn.value = new Set([...typingIn.value, id]);
  clearTimeout(expiries.get(id));
  expiries.set(
    id,
    setTimeout(
      () => (typingIn.value = new Set([...typingIn.value].filter((one) => one !== id))),
      TYPING_IN_MS,
    ),
  );
}

/** Body types of messages that somebody wrote; the others are about the conversation. */
const spokenTypes: ReadonlySet<string> = new Set(["standard", "notice"]);

export function handleFrame(frame: {
  topicName?: string;
  eventBody?: Partial<DeskMessage>;
  metadata?: { type?: string };
}): void {
  const id = /^v2\.conversations\.chats\.([^.]+)\.messages$/.exec(frame.topicName ?? "")?.[1];
  if (id === undefined) {
    if (frame.topicName !== "channel.metadata") void refresh();
    return;
  }
  const senderId = frame.eventBody?.sender?.id;
  const isOwnFrame =
    senderId !== undefined &&
    (communications.isOwn(senderId) ||
      messages.value.some((one) => one.sender.id === senderId && isOwn(one)));
  if (frame.metadata?.type === "typing-indicator") {
    if (!isOwnFrame) showTyping(id);
    return;
  }
  typingIn.value = new Set([...typingIn.value].filter((one) => one !== id));
  const messageId = frame.eventBody?.id;
  const isNew = messageId === undefined || seen.heard(id, messageId, filled === gaps);
  const bodyType = frame.eventBody?.bodyType ?? "";
  if (frame.metadata?.type === "message" && spokenTypes.has(bodyType) && !isOwnFrame && isNew) {
    if (selected.value === id) spoken.value = `New message: ${frame.eventBody?.body ?? ""}`;
    else countUnread(id, 1);
  }
  if (selected.value === id)
    void Promise.all([refreshMessages(id), refreshDetails(id)]).catch(() => {
      gaps++;
      void refresh();
    });
}

let refreshing: Promise<void> | null = null;
let isStale = false;
let retrying: ReturnType<typeof setTimeout> | undefined;

/** Looks again at everything; calls that come meanwhile are one more look. */
export function refresh(): Promise<void> {
  if (!isSignedIn.value) return Promise.resolve();
  isStale = true;
  refreshing ??= (async () => {
    while (isStale) {
      isStale = false;
      const begun = session;
      const isDone = await inBackground(async () => {
        const before = selected.value;
        const wasMine = current.value !== null;
        await refreshLists();
        if (begun !== session) return;
        const isMine = current.value !== null;
        if (before !== null && before === selected.value) {
          if (!isMine && !isReading.value) selected.value = null;
          else
            await Promise.all([
              unlessRefused(refreshDetails(before)),
              ...((isMine && !wasMine) || history.value.kind === "failed"
                ? [unlessRefused(refreshMessages(before))]
                : []),
            ]);
        }
        const shownId = selected.value;
        const ids = new Set(mine.value.map((chat) => chat.id));
        if (shownId !== null) ids.add(shownId);
        seen.keep(ids);
        await Promise.all([...ids].map((id) => unlessRefused(subscribe(id))));
        // After the subscriptions: nothing comes between unheard.
        await fillGap();
      });
      clearTimeout(retrying);
      if (!isDone && begun === session) retrying = setTimeout(() => void refresh(), RETRY_MS);
    }
    refreshing = null;
  })();
  return refreshing;
}

/**
 * Signs on: reads the user, subscribes, and loads the lists. Reconnects by itself when the
 * connection is lost.
 */
export async function startDesk(): Promise<void> {
  isSignedIn.value = true;
  signInNotice.value = "";
  const begun = ++session;
  gaps++;
  isFirstLook = true;
  const ticking = setInterval(() => (now.value = Date.now()), 1_000);
  let socket: WebSocket | null = null;
  let isOver = false;
  stop = () => {
    isOver = true;
    isListening = false;
    clearInterval(ticking);
    socket?.close();
    channelId = "";
  };
  const connect = async (): Promise<void> => {
    if (isOver) return;
    const isConnected = await inBackground(async () => {
      const self = (await call("GET", "/api/v2/users/me")) as Me;
      if (begun !== session) return;
      me.value = self;
      openOutbox(self.organization?.id ?? "", self.id, {
        history: async (id) => toHeard(await readMessages(id)),
        sent: showSent,
        notSent: sayNotSent,
      });
      const channel = (await call("POST", "/api/v2/notifications/channels")) as {
        id: string;
        connectUri: string;
      };
      await call("POST", `/api/v2/notifications/channels/${channel.id}/subscriptions`, [
        { id: `v2.users.${self.id}.conversations.chats` },
        { id: "v2.parlor.queues" },
      ]);
      if (begun !== session) return;
      channelId = channel.id;
      socket = new WebSocket(channel.connectUri);
      socket.addEventListener("message", ({ data }) =>
        handleFrame(JSON.parse(String(data)) as Parameters<typeof handleFrame>[0]),
      );
      socket.addEventListener("open", () => {
        if (begun !== session) return;
        isListening = true;
        // The first look was before the channel was open.
        void refresh();
      });
      socket.addEventListener("close", () => {
        if (begun === session) {
          isListening = false;
          gaps++;
        }
        setTimeout(() => void connect(), 2_000);
      });
    });
    if (isOver) return;
    if (isConnected) await refresh();
    else setTimeout(() => void connect(), RETRY_MS);
  };
  await connect();
}
