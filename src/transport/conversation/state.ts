import type { ParlorErrorCode } from "../errors.ts";
import type { MemberId, Message, MessageKey } from "./message.ts";
import type { FileLimits, Upload } from "./upload.ts";

/** @public */
export type MemberRole = "guest" | "agent" | "queue" | "bot";

/** A person, queue or bot that takes or took part. @public */
export interface Member {
  readonly id: MemberId;
  readonly role: MemberRole;
  readonly state: "alerting" | "connected" | "disconnected";
  /** Empty until the server has sent it. */
  readonly name: string;
  /** Only ever an `https:` address. */
  readonly avatarUrl: string | null;
  /**
   * The queue that this agent answers for, or the queue itself; null when the server does not say.
   */
  readonly queueName: string | null;
  /** True when the member left to hand the guest over (extension `transfer`). */
  readonly leftForTransfer: boolean;
  /**
   * True while the connection of this agent is lost, and of an agent who has left because it was.
   * Always false where the server does not say.
   */
  readonly isGone: boolean;
}

/** A member as a backend reports it. */
export type IncomingMember = Omit<Member, "leftForTransfer" | "isGone">;

/** Why the state of a member has changed, where the server says so. */
export type ChangeReason = "transfer" | "gone";

/** @public */
export type EndReason = "guest" | "agent" | "idle" | "lost" | "system";

/** How a conversation has ended. */
export interface End {
  readonly reason: EndReason;
  /** By the server's clock, as far as it is known; milliseconds since 1970. */
  readonly at: number;
}

/**
 * The phase of the conversation.
 * - `none`: nothing stored, nothing started
 * - `starting`: the create call or the first attachment is under way
 * - `waiting`: the guest is in, no agent is yet
 * - `talking`: an agent is in
 * - `ended`: over; the transcript stays readable
 * - `expired`: the session cannot be used any more (dead token, unknown conversation); the
 *   transcript stays readable
 * - `failed`: it could not be started
 * @public
 */
export type Phase =
  | { readonly kind: "none" }
  | { readonly kind: "starting"; readonly since: number }
  | { readonly kind: "waiting"; readonly since: number }
  | { readonly kind: "talking" }
  | { readonly kind: "ended"; readonly reason: EndReason; readonly at: number }
  | { readonly kind: "expired"; readonly code: ParlorErrorCode }
  | {
      readonly kind: "failed";
      readonly code: ParlorErrorCode;
      readonly contextId: string | null;
      /** When a retry makes sense, if the server said so. Milliseconds since 1970. */
      readonly retryAt: number | null;
    };

/** The event stream. `idle`: no conversation to listen to. @public */
export type StreamStatus =
  | { readonly kind: "idle" }
  | { readonly kind: "connecting"; readonly attempt: number; readonly since: number }
  | { readonly kind: "live"; readonly since: number }
  /** Sockets are blocked, so the server is polled (extension `poll`). */
  | { readonly kind: "polling"; readonly since: number }
  | {
      readonly kind: "waiting";
      readonly retryAt: number;
      /** When the connection was lost. */
      readonly since: number;
      /** The browser says that there is no network. */
      readonly isOffline: boolean;
    }
  /** Another window has taken the conversation; `reconnectNow()` takes it back. */
  | { readonly kind: "elsewhere"; readonly since: number };

/** @public */
export type MediaType = "SCREENSHARE" | "COBROWSE";

/** An agent's request to see the guest's screen. @public */
export interface MediaRequest {
  readonly id: string;
  readonly types: readonly MediaType[];
  /**
   * State of the request.
   * - `blocked`: the host's handler failed or none is registered
   * - `live`: the handler is running
   * - `over`: it has ended
   */
  readonly state:
    | "pending"
    | "accepting"
    | "live"
    | "over"
    | "declined"
    | "timedout"
    | "cancelled"
    | "blocked";
  /** The agent who made the request; null when not known. */
  readonly askedById: MemberId | null;
  readonly receivedAt: number;
  /**
   * Until when it can be accepted; null when the server does not say. Parlor's
   * addition to the media request.
   */
  readonly expiresAt: number | null;
  /** When it went live, and when it ended. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Title of what is shared, as the handler reports it; else an empty string. */
  readonly label: string;
  /** Kind of what is shared, as the handler reports it; null when it does not say. */
  readonly surface: "tab" | "window" | "screen" | null;
  /** Whether the page has a handler to share with: without one, accepting it would only fail. */
  readonly canAccept: boolean;
  /** Whether the guest can keep it open for longer (extension `media-extend`). */
  readonly canExtend: boolean;
}

/** The extension `queue`; null without it. @public */
export interface QueuePlace {
  readonly name: string;
  /** The team's own word, such as "the bookings team"; null where the server has none. */
  readonly label: string | null;
  readonly position: number;
  readonly ahead: number;
  readonly estimatedWaitSeconds: number | null;
  /** Whether an agent of the queue is there; true where the server does not say. */
  readonly isStaffed: boolean;
}

/** The answer to a conversation that the agents have missed. @public */
export interface Missed {
  /** Name of the agent who will write to the guest; null while nobody has taken it. */
  readonly takenBy: string | null;
  /** Whether that agent has answered, outside the chat. */
  readonly isAnswered: boolean;
}

/**
 * Features that the server of this conversation supports. The UI offers no others.
 * @public
 */
export interface Capabilities {
  /** The guest learns the place in line. */
  readonly queue: boolean;
  /** The guest can rate the conversation. */
  readonly rating: boolean;
  /** An agent can ask to see the guest's screen. */
  readonly mediaRequests: boolean;
  /** The text of agents and bots is formatted: its marks are shown as bold and so on. */
  readonly formatting: boolean;
  /**
   * The effect of ending: the conversation ends for both sides, or the guest can only leave it, and
   * nobody is told. Default `everyone`.
   */
  readonly end?: "everyone" | "here";
  /**
   * When the conversation cannot be used any more unless somebody writes, by the server's clock, in
   * ms since 1970; null while that is not known. Default: the server ends it by other rules.
   */
  readonly expiresAt?: number | null;
}

/**
 * Everything known about one conversation.
 * Each change creates a new object; unchanged parts keep their identity.
 * @public
 */
export interface ConversationState {
  readonly conversationId: string | null;
  readonly phase: Phase;
  readonly stream: StreamStatus;
  /** All false until there is a conversation. */
  readonly capabilities: Capabilities;
  /** The guest's own member. */
  readonly ownId: MemberId | null;
  /** Keys of the rows, oldest first; unsent ones last. */
  readonly order: readonly MessageKey[];
  readonly messages: ReadonlyMap<MessageKey, Message>;
  /** The server has older messages than these: `loadOlder()` fetches some. */
  readonly hasOlder: boolean;
  readonly members: ReadonlyMap<MemberId, Member>;
  /** Members who are writing now, without the guest. */
  readonly typing: readonly MemberId[];
  readonly mediaRequests: readonly MediaRequest[];
  readonly queue: QueuePlace | null;
  /** Files on their way up, in the order in which they were attached. */
  readonly uploads: readonly Upload[];
  /** Limits on files; null: none can be attached. */
  readonly fileLimits: FileLimits | null;
  /** Null unless the conversation counts as missed (extension `missed`). */
  readonly missed: Missed | null;
  /** True after a reload brought the conversation back. */
  readonly isResumed: boolean;
  /**
   * How far the server's clock is ahead of this computer's, in ms, to about two seconds; null until
   * the server has told a time. Add it to `Date.now()` before comparing with a time of the server.
   */
  readonly clockOffsetMs: number | null;
}
