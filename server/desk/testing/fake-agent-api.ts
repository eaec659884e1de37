import type { AgentApi, HistoryQuery, PostParts } from "../api/agent-client.ts";
import { ApiProblem } from "../api/api-problem.ts";
import { contentOf } from "../api/decode-content.ts";
import type {
  Answered,
  Colleague,
  DeskMessage,
  Details,
  Earlier,
  Me,
  MediaView,
  MessageKind,
  MessagePage,
  Missed,
  Participant,
  Queue,
  SavedReply,
  Sender,
  Waiting,
} from "../api/views.ts";

import { detailsOf } from "./default-details.ts";
import { FakeFiles } from "./fake-files.ts";

export const noor: Me = {
  id: "u-noor",
  name: "Noor Haddad",
  organization: { id: "org" },
  parlor: { status: "available", capacity: 4 },
};

/** An agent's leg, which talks. */
export const leg = (change: Partial<Participant> = {}): Participant => ({
  id: "leg",
  purpose: "agent",
  state: "connected",
  user: { id: noor.id },
  connectedTime: "2026-01-01T10:00:00.000Z",
  ...change,
});

export const chatOf = (id: string, name: string, ...legs: Participant[]): MediaView => ({
  id,
  participants: [{ id: `${id}-guest`, purpose: "customer", state: "connected", name }, ...legs],
});

export const guestOf = (id: string, name = "Guest"): Sender => ({
  id: `${id}-guest`,
  displayName: name,
  role: "guest",
});

export const own: Sender = {
  id: "comm",
  displayName: noor.name,
  role: "agent",
  userId: noor.id,
};

/** A guest in the line of the agent's queue. */
export const waitingOf = (id: string, name: string, change: Partial<Waiting> = {}): Waiting => ({
  id,
  guest: { memberId: "m", name, isNameVerified: false },
  queue: { id: "q", name: "Bookings" },
  subject: null,
  waitingSince: "2026-01-01T11:50:00.000Z",
  lastText: null,
  guestAwaySince: null,
  lostAgent: null,
  transfer: null,
  place: "",
  ...change,
});

/** A guest whom nobody reached, with an address. */
export const missedOf = (id: string, name: string, change: Partial<Missed> = {}): Missed => ({
  id,
  guest: { memberId: `${id}-guest`, participantId: `${id}-p`, name, isNameVerified: false },
  queue: { id: "q", name: "Bookings" },
  subject: null,
  missedSince: "2026-01-01T11:50:00.000Z",
  startedAt: "2026-01-01T11:43:20.000Z",
  endedAt: "2026-01-01T11:50:00.000Z",
  lastText: "How do I get my money back?",
  language: "en",
  page: null,
  contact: { email: `${id}@example.test`, phoneNumber: null },
  answers: {},
  fieldLabels: {},
  verifiedFields: [],
  takenBy: null,
  promise: null,
  ...change,
});

type SaidParts = Pick<DeskMessage, "files" | "content" | "answer">;

/** A page's path after its number, which is where it starts. */
const NEXT = /^(\S+) (\d+)$/;

/** The agent API in memory. Each request is logged, and can be made to fail or to wait. */
export class FakeAgentApi implements AgentApi {
  readonly requests: string[] = [];
  readonly histories = new Map<string, DeskMessage[]>();
  readonly all: MediaView[] = [];
  readonly line: Waiting[] = [];
  readonly ended: Earlier[] = [];
  readonly allMissed: Missed[] = [];
  readonly allAnswered: Answered[] = [];
  readonly lists = { entities: this.allMissed, answered: this.allAnswered };
  /** The last message that the agent had read when it closed a missed conversation. */
  readUntil: string | null = null;
  readonly savedReplies: SavedReply[] = [];
  readonly allQueues: Queue[] = [];
  readonly allColleagues: Colleague[] = [];
  /** Facts of a conversation beside the default ones. */
  readonly facts = new Map<string, Partial<Details>>();
  parlor = { ...noor.parlor };
  readonly files = new FakeFiles();
  /** Every request fails like this. */
  failure: Error | null = null;
  /** Every request waits for it. */
  gate: Promise<void> = Promise.resolve();
  #count = 0;

  /** Somebody says something in a conversation: the server has it, and nobody was told. */
  say(
    id: string,
    body: string,
    sender: Sender = guestOf(id),
    kind: MessageKind = "text",
    { files = [], ...rich }: SaidParts = {},
  ): DeskMessage {
    const history = this.histories.get(id) ?? [];
    this.histories.set(id, history);
    const n = ++this.#count;
    const time = Date.parse("2026-01-01T11:00:00.000Z") + n * 1_000;
    const timestamp = new Date(time).toISOString();
    const shown = files.length > 0 && { files };
    const message: DeskMessage = { id: `m${n}`, sender, body, kind, timestamp, ...shown, ...rich };
    history.push(message);
    return message;
  }

  me = () => this.#answer("GET me", () => ({ ...noor, parlor: { ...this.parlor } }));
  chats = () => this.#answer("GET chats", () => [...this.all]);
  waiting = () => this.#answer("GET waiting", () => [...this.line]);
  earlierToday = () => this.#answer("GET earlier", () => [...this.ended]);
  missed = () => this.#answer("GET missed", () => structuredClone(this.lists));
  takeMissed = (id: string, from: string | null) =>
    this.#answer(`POST take missed ${id}`, () => this.#takeMissed(id, from));
  wrapUpMissed = (id: string, code: string, notes: string, readUntil: string | null) =>
    this.#answer(`POST wrapup missed ${id} ${code} ${notes}`, () => {
      this.readUntil = readUntil;
      this.allMissed.splice(this.#missedAt(id), 1);
    });
  replies = () => this.#answer("GET replies", () => [...this.savedReplies]);
  queues = () => this.#answer("GET queues", () => [...this.allQueues]);
  colleagues = () => this.#answer("GET colleagues", () => [...this.allColleagues]);
  details = (id: string) =>
    this.#answer(`GET details ${id}`, () => ({ ...detailsOf(id), ...this.facts.get(id) }));
  conversation = (id: string) =>
    this.#answer(`GET conversation ${id}`, () => ({
      participants: ["leg", "leg-2"].map((legId) => ({ id: legId, chats: [{ id: own.id }] })),
    }));
  messages(id: string, query: HistoryQuery): Promise<MessagePage> {
    const { after, before, sortOrder } = query;
    const words = [after && `after=${after}`, before && `before=${before}`, sortOrder];
    return this.#answer(["GET messages", id, ...words].filter(Boolean).join(" "), () => {
      const history = this.histories.get(id) ?? [];
      const index = (cursor: string): number => {
        const at = history.findIndex((one) => one.id === cursor);
        if (at === -1) throw new ApiProblem(404, "not.found", "");
        return at;
      };
      const from = after === undefined ? 0 : index(after) + 1;
      const to = before === undefined ? history.length : index(before);
      const found = history.slice(from, to);
      const ordered = sortOrder === "descending" ? found.toReversed() : found;
      const rest = ordered.length - query.maxResults;
      return {
        entities: ordered.slice(0, query.maxResults),
        ...(rest > 0 && { next: `${id} ${from + query.maxResults}` }),
      };
    });
  }
  nextMessages = (next: string) =>
    this.#answer(`GET next ${next}`, (): MessagePage => {
      const [, id = "", from = ""] = NEXT.exec(next) ?? [];
      const rest = (this.histories.get(id) ?? []).slice(Number(from));
      const more = rest.length > 100 ? { next: `${id} ${Number(from) + 100}` } : {};
      return { entities: rest.slice(0, 100), ...more };
    });
  post = (id: string, _: string, __: string, body: string, parts: PostParts = {}) =>
    this.#answer(`POST message ${id}`, () => {
      const { attachmentIds = [], choices = [] } = parts;
      const files = attachmentIds.flatMap((fileId) => this.files.states.get(fileId) ?? []);
      const content = contentOf([{ kind: "choices", choices }]);
      return this.say(id, body, own, "text", { files, ...(content.length > 0 && { content }) });
    });
  typing = (id: string) => this.#answer(`POST typing ${id}`, () => undefined);
  take = (id: string) => this.#answer(`POST take ${id}`, () => chatOf(id, "Guest", leg()));
  leave = (id: string, legId: string) =>
    this.#answer(`PATCH leave ${id} ${legId}`, () => undefined);
  end = (id: string) => this.#answer(`PATCH end ${id}`, () => undefined);
  transfer = (id: string) => this.#answer(`POST transfer ${id}`, () => undefined);
  wrapupCodes = (id: string) =>
    this.#answer(`GET codes ${id}`, () => [{ id: "solved", name: "Solved" }]);
  wrapUp = (id: string) => this.#answer(`PATCH wrapup ${id}`, () => undefined);
  setStatus = (status: string) =>
    this.#answer(`PATCH status ${status}`, () => void (this.parlor.status = status));
  askScreen = (id: string) => this.#answer(`POST screen ${id}`, () => undefined);
  openChannel = () =>
    this.#answer("POST channel", () => ({ id: `ch${++this.#count}`, connectUri: "ws://desk" }));
  subscribe = (_: string, topics: readonly string[]) =>
    this.#answer(`POST topics ${topics.length}`, () => undefined);

  #missedAt(id: string): number {
    const at = this.allMissed.findIndex((one) => one.id === id);
    if (at === -1) throw new ApiProblem(409, "request.conflict", "");
    return at;
  }

  #takeMissed(id: string, from: string | null): void {
    const at = this.#missedAt(id);
    const [found] = this.allMissed.slice(at);
    if (found === undefined || ![null, noor.id, from].includes(found.takenBy?.id ?? null))
      throw new ApiProblem(409, "request.conflict", "");
    this.allMissed[at] = { ...found, takenBy: { id: noor.id, name: noor.name } };
  }

  async #answer<Value>(request: string, make: () => Value): Promise<Value> {
    this.requests.push(request);
    await this.gate;
    if (this.failure !== null) throw this.failure;
    return make();
  }
}
