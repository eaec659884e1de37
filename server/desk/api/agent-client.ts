import { AgentFiles } from "./agent-files.ts";
import type { RestCall } from "./rest-call.ts";
import type {
  ChannelView,
  Colleague,
  DeskMessage,
  Details,
  Earlier,
  GenericView,
  Me,
  MediaView,
  MessagePage,
  MissedLists,
  Queue,
  SavedReply,
  TransferTarget,
  Waiting,
  WrapupCode,
} from "./views.ts";
import { meOf, messageOf, pageOf, replyOf } from "./wire-words.ts";

interface List<Entity> {
  readonly entities: readonly Entity[];
}
/** A page of a list. */
interface Paged<Entity> extends List<Entity> {
  /** The address of the following page; absent when there is none. */
  readonly nextUri?: string;
}

/** A page of a conversation's history; without a limit, all of it in the order of time. */
export interface HistoryQuery {
  readonly after?: string;
  readonly before?: string;
  readonly sortOrder?: "descending";
  readonly maxResults: number;
}

/** The parts of a message besides its text. */
export interface PostParts {
  readonly attachmentIds?: readonly string[];
  /** Offered to the guest below the text. */
  readonly choices?: readonly { readonly text: string; readonly payload?: string }[];
}

const chat = (id: string): string => `/api/v2/conversations/chats/${id}`;
const CHANNELS = "/api/v2/notifications/channels";
const DESK_CHATS = "/api/v2/parlor/chats";
const AGENT = "/api/v2/parlor/agents/me";

/** The operations of the agent API that the desk uses. Each of them rejects with ApiProblem. */
export type AgentApi = Pick<AgentClient, keyof AgentClient>;

export class AgentClient {
  readonly files: Pick<AgentFiles, keyof AgentFiles>;
  readonly #rest: RestCall;

  constructor(rest: RestCall) {
    this.#rest = rest;
    this.files = new AgentFiles(rest);
  }

  me = async (): Promise<Me> => meOf(await this.#rest.call("GET", "/api/v2/users/me"));
  /** The chats with a leg of this agent that is alerting, connected, or has no outcome yet. */
  chats = async (): Promise<readonly MediaView[]> => {
    const all: MediaView[] = [];
    for (let uri: string | undefined = "/api/v2/conversations/chats"; uri !== undefined; ) {
      const page: Paged<MediaView> = await this.#rest.call("GET", uri);
      all.push(...page.entities);
      uri = page.nextUri;
    }
    return all;
  };
  waiting = (): Promise<readonly Waiting[]> => this.#list(`${DESK_CHATS}/waiting`);
  earlierToday = (): Promise<readonly Earlier[]> =>
    this.#list(`${DESK_CHATS}?state=ended&day=today`);
  /** The missed conversations of the agent's queues, and those that were answered of late. */
  missed = (): Promise<MissedLists> => this.#rest.call("GET", `${DESK_CHATS}?state=missed`);
  replies = async (): Promise<readonly SavedReply[]> =>
    (await this.#list<Parameters<typeof replyOf>[0]>("/api/v2/parlor/replies")).map(replyOf);
  queues = (): Promise<readonly Queue[]> => this.#list("/api/v2/routing/queues");
  colleagues = (): Promise<readonly Colleague[]> => this.#list("/api/v2/parlor/agents");
  details = (id: string): Promise<Details> => this.#rest.call("GET", `${DESK_CHATS}/${id}`);
  conversation = (id: string): Promise<GenericView> =>
    this.#rest.call("GET", `/api/v2/conversations/${id}`);

  async messages(id: string, query: HistoryQuery): Promise<MessagePage> {
    const { maxResults, ...rest } = query;
    const search = new URLSearchParams({ ...rest, maxResults: String(maxResults) });
    return pageOf(await this.#rest.call("GET", `${chat(id)}/messages?${search.toString()}`));
  }

  nextMessages = async (next: string): Promise<MessagePage> =>
    pageOf(await this.#rest.call("GET", next));

  post = async (
    id: string,
    communicationId: string,
    key: string,
    body: string,
    { attachmentIds = [], choices = [] }: PostParts = {},
  ): Promise<DeskMessage> =>
    messageOf(
      await this.#rest.call("POST", `${chat(id)}/communications/${communicationId}/messages`, {
        body: {
          body,
          ...(attachmentIds.length > 0 && { attachmentIds }),
          ...(choices.length > 0 && { content: [{ kind: "choices", choices }] }),
        },
        headers: { "idempotency-key": key },
      }),
    );

  typing = (id: string, communicationId: string): Promise<void> =>
    this.#rest.call("POST", `${chat(id)}/communications/${communicationId}/typing`);

  take = (id: string | "next"): Promise<MediaView> =>
    this.#rest.call("POST", `${DESK_CHATS}/waiting/${id}/take`);

  /**
   * The agent is going to answer it, by mail or telephone. 409 when a colleague has taken it.
   * @param from - the id of the colleague whom the agent replaces
   */
  takeMissed = (id: string, from: string | null): Promise<void> =>
    this.#rest.call("POST", `${DESK_CHATS}/missed/${id}/take`, {
      ...(from !== null && { body: { from } }),
    });

  /**
   * @param code - empty where the organization has no outcomes
   * @param readUntil - the id of the last message that the agent sees
   */
  wrapUpMissed = (
    id: string,
    code: string,
    notes: string,
    readUntil: string | null,
  ): Promise<void> =>
    this.#rest.call("POST", `${DESK_CHATS}/missed/${id}/wrapup`, {
      body: {
        ...(code !== "" && { code }),
        ...(notes !== "" && { notes }),
        ...(readUntil !== null && { readUntil }),
      },
    });

  /** Ends the agent's own leg; an offer goes on to the next agent. */
  leave = (id: string, legId: string): Promise<void> =>
    this.#rest.call("PATCH", `${chat(id)}/participants/${legId}`, {
      body: { state: "disconnected" },
    });

  end = (id: string): Promise<void> =>
    this.#rest.call("PATCH", chat(id), { body: { state: "disconnected" } });

  transfer = (id: string, legId: string, target: TransferTarget, note: string): Promise<void> =>
    this.#rest.call("POST", `${chat(id)}/participants/${legId}/replace`, {
      body: target,
      ...(note !== "" && { headers: { "parlor-transfer-note": encodeURIComponent(note) } }),
    });

  wrapupCodes = (id: string, legId: string): Promise<readonly WrapupCode[]> =>
    this.#rest.call("GET", `${chat(id)}/participants/${legId}/wrapupcodes`);

  /** @param code - null where the organization has no outcomes */
  wrapUp(id: string, legId: string, code: string | null, notes: string): Promise<void> {
    const body =
      code === null
        ? { wrapupSkipped: true }
        : { wrapup: { code, ...(notes !== "" && { notes }) } };
    return this.#rest.call("PATCH", `${chat(id)}/participants/${legId}`, { body });
  }

  setStatus = (status: string): Promise<void> =>
    this.#rest.call("PATCH", AGENT, { body: { status } });

  askScreen = (id: string, expiresInSeconds: number): Promise<void> =>
    this.#rest.call("POST", `${DESK_CHATS}/${id}/mediarequests`, {
      body: { types: ["SCREENSHARE"], expiresInSeconds },
    });

  openChannel = (): Promise<ChannelView> => this.#rest.call("POST", CHANNELS);

  subscribe = (channelId: string, topics: readonly string[]): Promise<void> =>
    this.#rest.call("POST", `${CHANNELS}/${channelId}/subscriptions`, {
      body: topics.map((id) => ({ id })),
    });

  async #list<Entity>(path: string): Promise<readonly Entity[]> {
    const { entities } = await this.#rest.call<List<Entity>>("GET", path);
    return entities;
  }
}
