import type { MediaType, MemberRole } from "./conversation/conversation.ts";
import type { Clock } from "./ports/clock.ts";
import type { Http } from "./ports/http.ts";
import type { Logger } from "./ports/log.ts";
import type { Random } from "./ports/random.ts";
import type { Reachability } from "./ports/reachability.ts";
import type { SocketFactory } from "./ports/socket.ts";
import type { Storage } from "./ports/storage.ts";
import type { Tabs } from "./ports/tabs.ts";

/** Where the chat goes, in words of the contract's `WebChatRoutingTarget`. @public */
export interface Routing {
  /** The queue's name, not its id. */
  readonly queue: string;
  readonly skills?: readonly string[];
  readonly language?: string;
  readonly priority?: number;
}

/** The contract's `GuestMemberInfo`. @public */
export interface GuestProfile {
  /** Default: an empty string is not allowed by the contract, so `Guest`. */
  readonly displayName?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly phoneNumber?: string;
  readonly avatarImageUrl?: string;
  readonly customFields?: Readonly<Record<string, string>>;
}

/** The contract's `JourneyContext`. @public */
export interface JourneyContext {
  readonly customer: { readonly id: string; readonly idType: string };
  readonly customerSession?: { readonly id: string; readonly type: string };
  readonly triggeringAction?: {
    readonly id: string;
    readonly actionMap: { readonly id: string; readonly version: number };
  };
}

/** What one conversation is started with; each overrides the same of {@link GuestChatOptions}. @public */
export interface StartOptions {
  readonly routing?: Routing;
  readonly profile?: GuestProfile;
  readonly journeyContext?: JourneyContext;
}

/** An accepted media request as the host's handler gets it. @public */
export interface AcceptedMediaRequest {
  readonly id: string;
  readonly types: readonly MediaType[];
  readonly communicationId: string;
  /** A secret: hand it to the sharing service and to nothing else. */
  readonly securityKey: string;
  readonly signal: AbortSignal;
}

/** A running share. `ended` resolves when it is over, whoever ended it. @public */
export interface MediaSession {
  stop(): void;
  readonly ended: Promise<void>;
  /** What is shared, for the log ("Choose your berth"). */
  readonly label?: string;
}

/** @public */
export type MediaHandler = (request: AcceptedMediaRequest) => Promise<MediaSession>;

/**
 * What a host may change or stop on its way. Each is given what is about to happen, takes its time, and answers with what shall happen
 * instead, or with null to stop it.
 * @public
 */
export interface ChatHooks {
  /** Before the create call. Stopped, `start()` rejects with `vetoed`. */
  readonly beforeStart?: (start: StartOptions) => Promise<StartOptions | null>;
  /** Before a message's first attempt, and once more after a retry. Stopped, or when it rejects, the message is `failed` with `message-refused`. */
  readonly beforeSend?: (message: TextOnly) => Promise<TextOnly | null>;
  /** Before somebody else's text is taken into the conversation. Stopped, it is left out; when it rejects, all stays as it was. */
  readonly beforeDisplay?: (
    message: TextOnly & { readonly role: MemberRole },
  ) => Promise<TextOnly | null>;
}

/** What hooks may change of a message. @public */
export interface TextOnly {
  readonly text: string;
}

/** @public */
export interface GuestChatOptions {
  /** Base address of the server, e.g. `https://chat.example.com`. */
  readonly api: string;
  readonly organizationId: string;
  readonly deploymentId: string;
  readonly routing: Routing;
  readonly profile?: GuestProfile;
  readonly journeyContext?: JourneyContext | undefined;
  /** Asked for right before every create call; its answer is sent as `memberAuthToken`. */
  readonly getMemberAuthToken?: ((signal: AbortSignal) => Promise<string>) | undefined;
  /** Where the session and unsent messages are kept: for ever, for the tab, or for this page only. Default `local`. */
  readonly storage?: "local" | "session" | "memory";
  /** Looked up each time, so that a hook can be put there later. Default: none. */
  readonly hooks?: ChatHooks;
  /** What the outside lends; each has a default. Tests put fakes here. */
  readonly ports?: Partial<Ports>;
}

/** @public */
export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly http: Http;
  readonly socket: SocketFactory;
  readonly storage: Storage;
  readonly reachability: Reachability;
  /** Null: this tab stands alone. Default: the browser's, where the session is kept in `localStorage`. */
  readonly tabs: Tabs | null;
  readonly log: Logger;
}
