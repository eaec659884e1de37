import type {
  ConversationState,
  FileContent,
  Member,
  MemberId,
  Message,
} from "../../transport/index.ts";
import type { Translate } from "../i18n/translator.ts";

/** Messages of one sender this close together form a group. */
const GROUP_MS = 5 * 60 * 1000;

export const isOlderThan = (at: number, ms: number): boolean => Date.now() - at > ms;

/**
 * A row with its time by the server's clock: that of an unsent row is by this computer's.
 * @param clockOffsetMs - see the state of the conversation
 */
export const byServerTime = <Row extends Pick<Message, "at" | "delivery">>(
  row: Row,
  clockOffsetMs: number | null,
): Row =>
  row.delivery.kind === "sent" || clockOffsetMs === null
    ? row
    : { ...row, at: row.at + clockOffsetMs };

/** Whether the connection is live: messages that arrive now have just been sent. */
export const isListening = ({ stream }: ConversationState): boolean =>
  stream.kind === "live" || stream.kind === "polling";

/**
 * Returns a predicate that tells whether a new row is history: part of the first catch-up of a
 * resumed chat and told of by another page, or part of an older page.
 * @param toldAt - the time of the newest message that a page has told of
 */
export function historyIn(
  state: ConversationState,
  before: ConversationState,
  toldAt = Number.POSITIVE_INFINITY,
): (row: Message) => boolean {
  const isFirst =
    state.isResumed &&
    !isListening(before) &&
    before.order.every((key) => before.messages.get(key)?.isOwn === true);
  const oldest = before.messages.get(before.order[0] ?? ("" as never));
  return (row) => (isFirst && row.at <= toldAt) || (oldest !== undefined && row.at < oldest.at);
}

/** The member who sent a message. */
export const senderOf = (
  members: ReadonlyMap<MemberId, Member>,
  { senderId }: Message,
): Member | undefined => (senderId === null ? undefined : members.get(senderId));

/** The sender's display name; never an id. */
export const nameOf = (
  members: ReadonlyMap<MemberId, Member>,
  row: Message,
  t: Translate,
): string => senderOf(members, row)?.name || t("agent");

/** The agent who is present now, or was last. */
export function agentIn(members: ReadonlyMap<MemberId, Member>): Member | null {
  const agents = [...members.values()].filter((one) => one.role === "agent" && one.name !== "");
  return (
    agents.findLast((one) => one.state === "connected") ??
    agents.findLast((one) => one.state === "disconnected") ??
    null
  );
}

/** The part of a message on which its group depends. */
interface Grouped extends Pick<Message, "kind" | "isOwn" | "at"> {
  readonly senderId: string | null;
}

/** Whether two neighbouring rows belong to the same group. */
export function isSameGroup(a: Grouped | undefined, b: Grouped | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.kind !== "text" || b.kind !== "text") return false;
  return (
    a.isOwn === b.isOwn &&
    (a.isOwn || a.senderId === b.senderId) &&
    Math.abs(b.at - a.at) < GROUP_MS
  );
}

/** Whether a row is rendered at all: joining and leaving is shown for people only. */
export function isShown(row: Message, members: ReadonlyMap<MemberId, Member>): boolean {
  if (row.kind !== "joined" && row.kind !== "left") return true;
  const member = senderOf(members, row);
  return member?.role === "agent" && member.name !== "";
}

/** The agent who handed the guest over to the agent that joins in this row, or null. */
export function handedOverBy(
  joined: Message,
  before: Iterable<Message>,
  members: ReadonlyMap<MemberId, Member>,
): Member | null {
  let last: Member | null = null;
  for (const row of before) {
    if (row.kind !== "left" || row.at > joined.at || row.senderId === null) continue;
    const member = members.get(row.senderId);
    if (member?.role !== "agent" || member.id === joined.senderId) continue;
    // An agent whose connection was lost handed nobody over.
    last = member.isGone ? null : member;
  }
  return last;
}

/**
 * Whether the row's agent transferred the chat and another has joined since. The row of the agent
 * who joined says so, and this one is left out.
 */
export function isTakenOver(row: Message, { members, messages }: Surroundings): boolean {
  if (row.kind !== "left" || senderOf(members, row)?.leftForTransfer !== true) return false;
  for (const later of messages.values())
    if (later.kind === "joined" && later.at > row.at && isShown(later, members)) return true;
  return false;
}

/** The conversation, as far as the presentation of a message depends on it. */
type Surroundings = Pick<ConversationState, "members" | "messages">;

/** The words of a message that are shown, announced and written down. */
export interface Presentation {
  /** Somebody said something; somebody came or went; an agent asks for something. */
  readonly kind: "bubble" | "change" | "invitation";
  /** The display name of the author, or of the member who came or went. */
  readonly author: string;
  readonly isBot: boolean;
  /** Plain text; that of a bubble is the author's own. */
  readonly text: string;
  /** The names in the text that are emphasised. */
  readonly names: readonly string[];
  /** The agent who handed the guest over to the one that joins. */
  readonly handedOverBy: Member | null;
}

type Presenter = (
  row: Message,
  author: string,
  surroundings: Surroundings,
  t: Translate,
) => Pick<Presentation, "kind" | "text"> & Partial<Presentation>;

/** The files of a message. */
export const filesOf = ({ content }: Pick<Message, "content">): readonly FileContent[] =>
  content.filter((one) => one.kind === "file");

/** Whether a message may have content that the visitor answers; its chunk finds out. */
export const hasRich = ({ content, isOwn }: Pick<Message, "content" | "isOwn">): boolean =>
  !isOwn && content.length > filesOf({ content }).length;

const presentText: Presenter = ({ body, content }, _name, _around, t) => {
  const files = filesOf({ content }).map(({ name, size }) =>
    t("log.file", { name, size: Math.ceil((size ?? 0) / 1024) }),
  );
  return { kind: "bubble", text: [body, ...files].filter(Boolean).join("\n") };
};

const presentLeft: Presenter = (row, name, { members }, t) => ({
  kind: "change",
  text: t(senderOf(members, row)?.isGone === true ? "log.lost" : "log.left", { name }),
  names: [name],
});

const presentJoined: Presenter = (row, name, { members, messages }, t) => {
  const from = handedOverBy(row, messages.values(), members);
  const change = { kind: "change", names: [name], handedOverBy: from } as const;
  if (from === null) return { ...change, text: t("log.joined", { name }) };
  const first = from.name.split(" ")[0] ?? from.name;
  const queue = senderOf(members, row)?.queueName;
  const text =
    queue == null
      ? t("log.takenOver", { from: first, name })
      : t("log.transferred", { from: first, name, queue });
  return { ...change, text };
};

const presentMedia: Presenter = (_, name, _surroundings, t) => ({
  kind: "invitation",
  text: t("media.invites", { name }),
});

/** One function for each kind of message; row, announcer and transcript share them. */
const presenters: { readonly [Kind in Message["kind"]]: Presenter } = {
  text: presentText,
  notice: presentText,
  joined: presentJoined,
  left: presentLeft,
  media: presentMedia,
};

/** The presentation of a message in its conversation. */
export function presentationOf(
  row: Message,
  surroundings: Surroundings,
  t: Translate,
): Presentation {
  const author = nameOf(surroundings.members, row, t);
  return {
    author,
    isBot: senderOf(surroundings.members, row)?.role === "bot",
    names: [],
    handedOverBy: null,
    ...presenters[row.kind](row, author, surroundings, t),
  };
}
