import { keyOf, type Organization } from "../../../domain/tenant.ts";
import { type AgentIdentity } from "../../../plugins/agent-token.ts";
import type { Agents } from "../../../service/agents.ts";
import type { DeskEvent } from "../../../service/bus.ts";
import type { Clock } from "../../../service/clock.ts";
import type { ConversationService } from "../../../service/conversations.ts";
import { once } from "../frame-texts.ts";
import { agentView } from "./agent-view.ts";
import { endedView, hasEndedToday } from "./ended-view.ts";
import { answeredChatView, missedChatView } from "./missed-view.ts";
import { isAudited, missedFor, readingOf, servesQueue, waitsFor } from "./rights.ts";
import { envelope, QUEUES_TOPIC } from "./topics.ts";
import { waitingView } from "./waiting-view.ts";

export interface QueueFramesDeps {
  readonly chats: Pick<
    ConversationService,
    "get" | "peek" | "waitingOne" | "missedOne" | "rating" | "loads"
  >;
  readonly agents: Pick<Agents, "get">;
  readonly tenants: readonly Organization[];
  readonly clock: Clock;
  readonly report: (error: unknown) => void;
}

/** A frame for one agent. */
export interface TopicFrame {
  readonly text: string;
  /** The reading of this conversation is in the audit log before the frame is sent. */
  readonly audited?: string;
  /** Sent instead when the audit log cannot be written: the desk then reads its list again. */
  readonly instead?: string;
}

/** The frames of a moment, for each agent those that it may have. */
export type FramesFor = (agent: AgentIdentity) => readonly TopicFrame[];

/** Everything that happened to one row, or to one agent, in a turn of the event loop. */
interface Change {
  readonly event: DeskEvent;
  readonly queueIds: Set<string>;
}

/**
 * Makes the frames of the topic of queues. They carry the rows of the lists, so that no desk reads
 * a list again for an event: each row that changed once a turn, and serialized once for all who may
 * read it. An agent who does not serve the queue is told the queue's id alone.
 */
export class QueueFrames {
  readonly #deps: QueueFramesDeps;
  #changes = new Map<string, Change>();
  #batch: Promise<readonly FramesFor[]> | null = null;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(deps: QueueFramesDeps) {
    this.#deps = deps;
  }

  /**
   * Notes an event.
   * @returns the frames of this turn, when it is the turn's first event; null for later ones
   */
  note(event: DeskEvent): Promise<readonly FramesFor[]> | null {
    const isAgent = event.kind === "agent";
    const id = isAgent ? event.userId : event.conversationId;
    const key = `${event.kind} ${keyOf(event.organizationId, id)}`;
    const change = this.#changes.get(key) ?? { event, queueIds: new Set<string>() };
    this.#changes.set(key, change);
    if ("queueId" in event) change.queueIds.add(event.queueId);
    if (this.#batch !== null) return null;
    this.#batch = new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#make());
    return this.#batch;
  }

  #make(): Promise<readonly FramesFor[]> {
    const changes = [...this.#changes.values()];
    this.#changes = new Map();
    this.#batch = null;
    // One after the other: an older row must not follow a newer one.
    const made = this.#tail.then(() =>
      Promise.all(changes.map((change) => this.#framesOf(change))),
    );
    // The channels report a failure; the next turn only waits for the end.
    this.#tail = made.catch(() => undefined);
    return made;
  }

  async #framesOf({ event, queueIds }: Change): Promise<FramesFor> {
    if (event.kind === "agent") return await this.#agentFrame(event);
    if (event.kind === "ended-list") return await this.#endedFrames(event);
    const { organizationId, conversationId } = event;
    const facts = { organizationId, queueIds: [...queueIds] };
    const list = event.kind === "waiting" ? {} : { list: "missed" };
    try {
      return event.kind === "waiting"
        ? await this.#waitingFrames(facts, conversationId)
        : await this.#missedFrames(facts, conversationId);
    } catch (error) {
      this.#deps.report(error);
      return framesOf(facts, list, () => gap);
    }
  }

  async #agentFrame({ organizationId, userId }: DeskEvent & { kind: "agent" }): Promise<FramesFor> {
    const { agents, chats, tenants } = this.#deps;
    const organization = tenants.find(({ id }) => id === organizationId);
    if (organization === undefined) return () => [];
    const load = (await chats.loads(organizationId)).get(userId) ?? 0;
    const agent = agentView(organization, agents.get({ organizationId, userId }), load);
    const text = textOf({ userId, agent });
    return (reader) => (reader.organization.id === organizationId ? [{ text }] : []);
  }

  /** An agent's own conversation that has ended is in the list of that agent alone. */
  async #endedFrames({ conversationId }: DeskEvent & { kind: "ended-list" }): Promise<FramesFor> {
    const { chats, clock } = this.#deps;
    const chat = await chats.get(conversationId);
    const rating = await chats.rating(conversationId);
    const now = clock.now();
    return (agent) =>
      hasEndedToday(chat, agent, now)
        ? [{ text: textOf({ list: "ended", ended: endedView(chat, agent, rating) }) }]
        : [];
  }

  async #waitingFrames(facts: Facts, conversationId: string): Promise<FramesFor> {
    const { chats } = this.#deps;
    const found = await chats.waitingOne(conversationId);
    const gone = { body: { conversationId, waiting: null } };
    if (found === null) return framesOf(facts, {}, () => gone);
    const row = { body: { conversationId, waiting: waitingView(found) } };
    return framesOf(facts, {}, (agent) => {
      if (!servesQueue(agent, found.place.queueId)) return gone;
      // The conversation may have moved on since the row was read.
      const now = chats.peek(conversationId);
      return now === null || waitsFor(now, agent) ? row : gone;
    });
  }

  async #missedFrames(facts: Facts, conversationId: string): Promise<FramesFor> {
    const { chats } = this.#deps;
    const list = { list: "missed" };
    const gone = { body: { conversationId, missed: null } };
    const found = await chats.missedOne(conversationId);
    if (found !== null) {
      const row = { body: { conversationId, missed: missedChatView(found) } };
      const audited = { ...row, audited: conversationId };
      return framesOf(facts, list, (agent) => {
        if (!missedFor(found.chat, agent)) return gone;
        return isAudited(readingOf(found.chat, agent)) ? audited : row;
      });
    }
    const chat = await chats.get(conversationId);
    const { missed } = chat.conversation;
    if (missed?.state !== "closed") return framesOf(facts, list, () => gone);
    const closed = {
      body: { conversationId, missed: null, answered: answeredChatView({ chat, missed }) },
    };
    return framesOf(facts, list, () => closed);
  }
}

interface Facts {
  readonly organizationId: string;
  readonly queueIds: readonly string[];
}

interface Content {
  readonly body: object;
  readonly audited?: string;
}

const gap = { body: { gap: true } };
const idAlone = { body: {} };

/**
 * The frames of one row: its content for those who serve one of the queues, and the queues' ids
 * alone for the other agents of the organization.
 */
function framesOf(
  { organizationId, queueIds }: Facts,
  list: object,
  contentFor: (agent: AgentIdentity) => Content,
): FramesFor {
  const textsOf = once((): Map<string, string> => new Map());
  /** One text for each thing that is said, whoever hears it. */
  const say = ({ body }: Content, queueId: string): string => {
    const texts = textsOf(body);
    const text = texts.get(queueId) ?? textOf({ queueId, ...list, ...body });
    texts.set(queueId, text);
    return text;
  };
  return (agent) => {
    const { organization } = agent;
    if (organization.id !== organizationId) return [];
    const queueId = queueIds.find((id) => servesQueue(agent, id));
    if (queueId === undefined) return queueIds.map((id) => ({ text: say(idAlone, id) }));
    const content = contentFor(agent);
    const text = say(content, queueId);
    if (content.audited === undefined) return [{ text }];
    return [{ text, audited: content.audited, instead: say(gap, queueId) }];
  };
}

const textOf = (body: object): string => JSON.stringify(envelope(QUEUES_TOPIC, body));
