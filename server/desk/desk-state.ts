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
} from "./api.ts";

/* What the desk knows, and what it does. The screen reads these signals; the notification channel keeps them fresh. */

export const me = signal<Me | null>(null);
export const isSignedIn = signal(storedToken() !== null);
export const waiting = signal<readonly Waiting[]>([]);
export const mine = signal<readonly MediaView[]>([]);
export const earlier = signal<readonly Earlier[]>([]);
export const selected = signal<string | null>(null);
export const details = signal<Details | null>(null);
export const messages = signal<readonly DeskMessage[]>([]);
export const unsent = signal<
  readonly { readonly key: string; readonly body: string; readonly hasFailed: boolean }[]
>([]);
export const typingIn = signal<ReadonlySet<string>>(new Set());
export const unread = signal<ReadonlyMap<string, number>>(new Map());
export const problem = signal("");
export const spoken = signal("");
export const now = signal(Date.now());

const TYPING_IN_MS = 4_000;
const TYPING_OUT_MS = 3_000;

export const myLeg = (chat: MediaView): Participant | undefined =>
  chat.participants.findLast((one) => one.user?.id === me.value?.id && one.purpose === "agent");
export const guestName = (chat: MediaView): string =>
  chat.participants.find((one) => one.purpose === "customer")?.name ?? "";
export const current = computed(
  () => mine.value.find((chat) => chat.id === selected.value) ?? null,
);
export const leg = computed(() => (current.value === null ? undefined : myLeg(current.value)));
export const isReading = computed(
  () => current.value === null && waiting.value.some((one) => one.id === selected.value),
);

/** Runs what a person asked for; what goes wrong is said, not swallowed. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  problem.value = "";
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) signOut();
    else
      problem.value =
        error instanceof ApiProblem && error.status === 409
          ? "Somebody else was faster."
          : "That didn’t work. Try again.";
    return false;
  }
}

export function signOut(): void {
  forgetToken();
  stop?.();
  isSignedIn.value = false;
  me.value = null;
  selected.value = null;
}

async function refreshLists(): Promise<void> {
  const [list, queue, past, self] = await Promise.all([
    call("GET", "/api/v2/conversations/chats"),
    call("GET", "/api/v2/parlor/chats/waiting"),
    call("GET", "/api/v2/parlor/chats?state=ended&day=today"),
    call("GET", "/api/v2/users/me"),
  ]);
  me.value = self as Me;
  const chats = (list as { entities: MediaView[] }).entities;
  // An offer that rings is still a waiting guest; a leg that never talked is nothing to look after.
  mine.value = chats.filter((chat) => {
    const own = myLeg(chat);
    return own !== undefined && own.state !== "alerting" && own.connectedTime !== undefined;
  });
  waiting.value = (queue as { entities: Waiting[] }).entities;
  earlier.value = (past as { entities: Earlier[] }).entities.filter(
    (one) => !mine.value.some((chat) => chat.id === one.id),
  );
}

export async function select(id: string | null): Promise<void> {
  selected.value = id;
  messages.value = [];
  details.value = null;
  if (id === null) return;
  const counts = new Map(unread.value);
  counts.delete(id);
  unread.value = counts;
  await Promise.all([refreshMessages(id), refreshDetails(id), subscribe(id)]);
}

async function refreshDetails(id: string): Promise<void> {
  if (!mine.value.some((chat) => chat.id === id)) return;
  const found = (await call("GET", `/api/v2/parlor/chats/${id}`)) as Details;
  if (selected.value === id) details.value = found;
}

async function refreshMessages(id: string): Promise<void> {
  const all: DeskMessage[] = [];
  let path: string | undefined = `${chatPath(id)}/messages?maxResults=100`;
  while (path !== undefined) {
    const page = (await call("GET", path)) as { entities: DeskMessage[]; next?: string };
    all.push(...page.entities);
    path = page.next;
  }
  if (selected.value === id) messages.value = all;
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

function hear(frame: {
  topicName?: string;
  eventBody?: Partial<DeskMessage>;
  metadata?: { type?: string };
}): void {
  const id = /^v2\.conversations\.chats\.([^.]+)\.messages$/.exec(frame.topicName ?? "")?.[1];
  if (id === undefined) {
    if (frame.topicName !== "channel.metadata") void refresh();
    return;
  }
  const isOwn =
    frame.eventBody?.sender?.id !== undefined &&
    messages.value.some(
      (one) => one.sender.id === frame.eventBody?.sender?.id && one.sender.userId === me.value?.id,
    );
  if (frame.metadata?.type === "typing-indicator") {
    if (!isOwn) showTyping(id);
    return;
  }
  typingIn.value = new Set([...typingIn.value].filter((one) => one !== id));
  if (frame.metadata?.type === "message" && frame.eventBody?.bodyType === "standard" && !isOwn) {
    if (selected.value === id) spoken.value = `New message: ${frame.eventBody.body ?? ""}`;
    else unread.value = new Map(unread.value).set(id, (unread.value.get(id) ?? 0) + 1);
  }
  if (selected.value === id)
    void Promise.all([refreshMessages(id), refreshDetails(id)]).catch(() => undefined);
}

let refreshing: Promise<void> | null = null;
let isStale = false;

/** Looks again at everything; calls that come meanwhile are one more look. */
export function refresh(): Promise<void> {
  isStale = true;
  refreshing ??= (async () => {
    while (isStale) {
      isStale = false;
      await attempt(async () => {
        const before = selected.value;
        const wasMine = current.value !== null;
        await refreshLists();
        if (before !== null && before === selected.value) {
          if (current.value !== null)
            await Promise.all([
              refreshDetails(before),
              ...(wasMine ? [] : [refreshMessages(before)]),
            ]);
          else if (!isReading.value) selected.value = null;
        }
        await Promise.all(mine.value.map((chat) => subscribe(chat.id)));
      });
    }
    refreshing = null;
  })();
  return refreshing;
}

/** Signs on: learns who this is, listens, and looks. Comes back by itself when the connection is lost. */
export async function startDesk(): Promise<void> {
  isSignedIn.value = true;
  const ticking = setInterval(() => (now.value = Date.now()), 1_000);
  let socket: WebSocket | null = null;
  let isOver = false;
  stop = () => {
    isOver = true;
    clearInterval(ticking);
    socket?.close();
    channelId = "";
  };
  const connect = async (): Promise<void> => {
    if (isOver) return;
    const isListening = await attempt(async () => {
      const self = (await call("GET", "/api/v2/users/me")) as Me;
      me.value = self;
      const channel = (await call("POST", "/api/v2/notifications/channels")) as {
        id: string;
        connectUri: string;
      };
      await call("POST", `/api/v2/notifications/channels/${channel.id}/subscriptions`, [
        { id: `v2.users.${self.id}.conversations.chats` },
        { id: "v2.parlor.queues" },
      ]);
      channelId = channel.id;
      socket = new WebSocket(channel.connectUri);
      socket.addEventListener("message", ({ data }) =>
        hear(JSON.parse(String(data)) as Parameters<typeof hear>[0]),
      );
      socket.addEventListener("close", () => setTimeout(() => void connect(), 2_000));
    });
    if (isListening) await refresh();
    else if (!isOver) setTimeout(() => void connect(), 3_000);
  };
  await connect();
}

/* ---- what an agent does ---- */

export async function take(id: string | "next"): Promise<void> {
  await attempt(async () => {
    const chat = (await call("POST", `/api/v2/parlor/chats/waiting/${id}/take`)) as MediaView;
    await refreshLists();
    await select(chat.id);
  });
}

async function communicationId(id: string): Promise<string> {
  const view = (await call("GET", `/api/v2/conversations/${id}`)) as {
    participants: { id: string; chats: { id: string }[] }[];
  };
  return view.participants.find((one) => one.id === leg.value?.id)?.chats[0]?.id ?? "";
}

async function post(id: string, key: string, body: string): Promise<void> {
  try {
    await call(
      "POST",
      `${chatPath(id)}/communications/${await communicationId(id)}/messages`,
      { body },
      { "idempotency-key": key },
    );
    await refreshMessages(id);
    unsent.value = unsent.value.filter((one) => one.key !== key);
  } catch {
    unsent.value = unsent.value.map((one) => (one.key === key ? { ...one, hasFailed: true } : one));
  }
}

export function send(body: string): void {
  const id = selected.value;
  if (id === null || body.trim() === "") return;
  const key = `${Date.now()}-${Math.random()}`;
  unsent.value = [...unsent.value, { key, body, hasFailed: false }];
  void post(id, key, body);
}

export function retry(key: string): void {
  const entry = unsent.value.find((one) => one.key === key);
  if (entry === undefined || selected.value === null) return;
  unsent.value = unsent.value.map((one) => (one.key === key ? { ...one, hasFailed: false } : one));
  void post(selected.value, key, entry.body);
}

let toldTypingAt = 0;
export function tellTyping(): void {
  const id = selected.value;
  if (id === null || Date.now() - toldTypingAt < TYPING_OUT_MS) return;
  toldTypingAt = Date.now();
  void communicationId(id)
    .then((communication) => call("POST", `${chatPath(id)}/communications/${communication}/typing`))
    .catch(() => undefined);
}

export const endChat = (): Promise<boolean> =>
  attempt(async () => {
    await call("PATCH", chatPath(selected.value ?? ""), { state: "disconnected" });
    await refresh();
  });

export const transferTo = (
  target: { queueId: string } | { userId: string },
  note: string,
): Promise<boolean> =>
  attempt(async () => {
    const path = `${chatPath(selected.value ?? "")}/participants/${leg.value?.id ?? ""}/replace`;
    await call(
      "POST",
      path,
      target,
      note === "" ? {} : { "parlor-transfer-note": encodeURIComponent(note) },
    );
    await refresh();
  });

export const wrapUp = (code: string, notes: string): Promise<boolean> =>
  attempt(async () => {
    const wrapup = { code, ...(notes !== "" && { notes }) };
    await call("PATCH", `${chatPath(selected.value ?? "")}/participants/${leg.value?.id ?? ""}`, {
      wrapup,
    });
    await select(null);
    await refresh();
  });

export const setStatus = (status: string): Promise<boolean> =>
  attempt(async () => {
    await call("PATCH", "/api/v2/parlor/agents/me", { status });
    await refresh();
  });

export const askScreen = (): Promise<boolean> =>
  attempt(async () => {
    await call("POST", `/api/v2/parlor/chats/${selected.value ?? ""}/mediarequests`, {
      types: ["SCREENSHARE"],
      expiresInSeconds: 120,
    });
    await refreshDetails(selected.value ?? "");
  });
