import type { MediaType, MemberRole } from "./conversation/state.ts";
import { systemClock, type Clock } from "./ports/clock.ts";
import { fetchHttp, type Http } from "./ports/http.ts";
import { silentLog, type Logger } from "./ports/log.ts";
import { systemRandom, type Random } from "./ports/random.ts";
import { browserReachability, type Reachability } from "./ports/reachability.ts";
import { browserSocket, type SocketFactory } from "./ports/socket.ts";
import { memoryStorage, webStorage, type Storage } from "./ports/storage.ts";
import { browserTabs, type Tabs } from "./ports/tabs.ts";
import type { Uploader } from "./ports/uploader.ts";

/** The target of the conversation, as in the contract's `WebChatRoutingTarget`. @public */
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

/**
 * Options of one conversation; each overrides the same option of {@link GuestChatOptions}.
 * @public
 */
export interface StartOptions {
  readonly routing?: Routing;
  readonly profile?: GuestProfile;
  readonly journeyContext?: JourneyContext;
  /**
   * Labels of the guest's form answers for the agent, by the name of the field: at most 20, of at
   * most 200 characters. Default: none, the agent sees the names.
   */
  readonly fieldLabels?: Readonly<Record<string, string>>;
  /**
   * By when an answer was promised to a guest who leaves a message, for the agent: as the guest
   * has read it, in at most 200 characters, and in hours from now. Default: none.
   */
  readonly promise?: { readonly text: string; readonly withinHours?: number };
}

/**
 * A code of the site's own identity provider for the visitor who is signed in there, or its ID
 * token.
 * @public
 */
export type AuthCode =
  | {
      readonly code: string;
      /** The address that the provider has sent the code to. */
      readonly redirectUri: string;
      /** The secret of the code's challenge (PKCE). */
      readonly codeVerifier?: string;
      readonly nonce?: string;
      /** Seconds since the visitor has signed in, at most. */
      readonly maxAge?: number;
      readonly iss?: string;
    }
  | { readonly idToken: string; readonly nonce: string };

/** Gives a code, which works once, each time that it is called. @public */
export type GetAuthCode = (signal: AbortSignal) => Promise<AuthCode>;

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
  /** Title of what is shared, for the log ("Choose your berth"). */
  readonly label?: string;
  /**
   * Kind of what is shared, as `getSettings().displaySurface` of the video track says: `browser`,
   * `window` or `monitor`. Default: not known, and nothing is said about it.
   */
  readonly displaySurface?: string | undefined;
}

/** @public */
export type MediaHandler = (request: AcceptedMediaRequest) => Promise<MediaSession>;

/**
 * Hooks by which a host changes or stops an action before it happens.
 * Each gets what is about to happen, may take its time, and resolves to what shall happen
 * instead, or to null to stop it.
 * @public
 */
export interface ChatHooks {
  /** Runs before the create call. When it resolves to null, `start()` rejects with `vetoed`. */
  readonly beforeStart?: (start: StartOptions) => Promise<StartOptions | null>;
  /**
   * Runs before a message's first attempt, and once more after a retry.
   * When it resolves to null or rejects, the message is `failed` with `message-refused`.
   */
  readonly beforeSend?: (message: TextOnly) => Promise<TextOnly | null>;
  /**
   * Runs before another member's text is added to the conversation.
   * When it resolves to null, the message is left out; when it rejects,
   * the message stays unchanged.
   */
  readonly beforeDisplay?: (
    message: TextOnly & { readonly role: MemberRole },
  ) => Promise<TextOnly | null>;
  /**
   * Runs before the bytes of a file leave. When it resolves to null, the upload is `failed` with
   * `file-refused`; when it rejects, with `upload-failed`.
   */
  readonly beforeUpload?: (file: FileFacts) => Promise<FileFacts | null>;
}

/** The facts about a file that `beforeUpload` decides on; it cannot change them. @public */
export interface FileFacts {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The media type, in lower case. */
  readonly type: string;
}

/** The part of a message that hooks may change. @public */
export interface TextOnly {
  readonly text: string;
}

/** The description of the page that the server gets with a new conversation. @public */
export interface PageInfo {
  /** BCP 47 tag of the language that the guest reads: the automated greeting is in it. */
  readonly language: string;
  /** Address of the page, without what follows the path. */
  readonly page: string;
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
  /** Called right before every create call; its result is sent as `memberAuthToken`. */
  readonly getMemberAuthToken?: ((signal: AbortSignal) => Promise<string>) | undefined;
  /** Called right before every create call. Default: the page is not described. */
  readonly pageInfo?: () => PageInfo;
  /**
   * The storage of session and unsent messages: permanent (`local`), for the tab
   * (`session`), or for this page only (`memory`). Default `local`.
   */
  readonly storage?: "local" | "session" | "memory";
  /**
   * Whether the session stays stored after the end of a conversation, so that the conversation can
   * be read and rated on the next page, until another one starts or the token ends. No text is
   * stored. Default true.
   */
  readonly keepEnded?: boolean;
  /** Looked up at each use, so that a hook can be added later. Default: none. */
  readonly hooks?: ChatHooks;
  /** Access to the environment; each port has a default. Tests pass fakes. */
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
  /** Null: this tab runs alone. Default: the browser's, where the session is in `localStorage`. */
  readonly tabs: Tabs | null;
  readonly log: Logger;
  /** Sends the bytes of files. Default: `XMLHttpRequest`, which tells the progress. */
  readonly uploader?: Uploader;
}

/** Fills in the default of each port. */
export function resolvePorts({ storage: kind = "local", ports = {} }: GuestChatOptions): Ports {
  const { clock = systemClock, storage, tabs } = ports;
  const isShared = kind === "local" && storage === undefined;
  return {
    clock,
    random: ports.random ?? systemRandom,
    http: ports.http ?? fetchHttp(clock),
    socket: ports.socket ?? browserSocket,
    storage:
      storage ??
      (kind === "memory"
        ? memoryStorage()
        : webStorage(kind === "session" ? "sessionStorage" : "localStorage")),
    reachability: ports.reachability ?? browserReachability,
    tabs: tabs === undefined ? (isShared ? browserTabs() : null) : tabs,
    log: ports.log ?? silentLog,
    ...(ports.uploader !== undefined && { uploader: ports.uploader }),
  };
}
