import type { MemberId, MessageKey } from "../conversation/ids.ts";
import type { FileContent, IncomingMessage, SentContent } from "../conversation/message.ts";
import type { FileLimits } from "../conversation/upload.ts";
import type {
  Capabilities,
  ChangeReason,
  ConversationState,
  End,
  EndReason,
  IncomingMember,
  MediaType,
  Member,
  Missed,
  QueuePlace,
  StreamStatus,
} from "../conversation/state.ts";
import type { ServiceStatus } from "../conversation/service-status.ts";
import { ParlorError, type ParlorErrorCode } from "../errors.ts";
import type { GuestChatOptions, Ports, StartOptions } from "../options.ts";
import type { HttpAnswer } from "../ports/http.ts";

/*
 * The seam between a chat and a wire protocol. A backend knows the protocol and no state of the
 * chat but what a sink lends it; the chat knows nothing of the protocol.
 */

/** Data by which a conversation is resumed. */
export interface Session {
  /** Name of the backend that made it. */
  readonly backend: string;
  readonly conversationId: string;
  readonly ownId: MemberId;
  /** By the server's clock, in ms since 1970; null when it does not expire. */
  readonly expiresAt: number | null;
  readonly capabilities: Capabilities;
  /** Null where no files can be sent. */
  readonly fileLimits: FileLimits | null;
  /** How the conversation has ended, of a stored session; absent while it goes on. */
  readonly end?: End;
  /** Stored as JSON and read by the backend only; it holds secrets. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Options of a new conversation. */
export interface StartRequest extends StartOptions {
  /** Whether the page can share the guest's screen. */
  readonly hasMediaHandler: boolean;
}

/** A message that the guest has written. */
export interface Draft {
  /** Empty only with files. */
  readonly text: string;
  /** Files that are ready to be sent, and what the message answers. */
  readonly content: readonly SentContent[];
}

/** Reads stored session data; null when it cannot be used. It is loaded before the backend. */
export type RestoreSession = (data: unknown) => Session | null;

/**
 * Asks for the state of the service before there is a conversation; a protocol without such a
 * request has no such function. It is loaded without the backend.
 * @throws ParlorError
 */
export type AskStatus = (
  options: GuestChatOptions,
  ports: Ports,
  signal: AbortSignal,
  noteTime: NoteTime,
) => Promise<ServiceStatus>;

/**
 * Notes a time that the server has told: when it wrote an answer or a frame, in ms since 1970. NaN,
 * and times before one that is known, are ignored.
 */
export type NoteTime = (at: number) => void;

/** A wire protocol. */
export interface Backend {
  /** Creates a conversation. @throws ParlorError */
  start(request: StartRequest, signal: AbortSignal): Promise<Session>;
  /**
   * Asks whether the guest is still in the conversation.
   * @returns null if so, else how it has ended; its time is NaN when that is not known
   * @throws ParlorError one that `isFatal` when the conversation cannot go on
   */
  resume(session: Session, signal: AbortSignal): Promise<End | null>;
  /**
   * Connects to a conversation.
   * @param sink - receives everything that the server reports; null for a connection that only
   * makes calls, as a following tab does
   * @param signal - aborts requests that are under way; `close()` does not
   */
  open(session: Session, sink: Sink | null, signal: AbortSignal): Connection;
  /** Connects to one that has ended, to read its log. Absent where that cannot be read. */
  openEnded?(session: Session, sink: Sink, signal: AbortSignal): EndedConnection;
  /** True where a conversation that the guest has ended cannot be read: its session is erased. */
  readonly forgetsOwnEnd?: boolean;
}

/** One conversation on a backend. All promises reject with a ParlorError. */
export interface Connection {
  /** Whether the server takes messages now. */
  isReady(): boolean;
  /** @param key - the same for each attempt with one message */
  send(key: MessageKey, draft: Draft, signal: AbortSignal): Promise<IncomingMessage>;
  /**
   * Searches the history for a draft whose send is in doubt. Null when it is missing, or when a
   * repeated send is harmless.
   */
  lookUp(draft: Draft): Promise<IncomingMessage | null>;
  /** Notifies the others that the guest is writing. */
  typing(): void;
  /** Reports a page of messages from before the oldest known one. */
  loadOlder(signal: AbortSignal): Promise<void>;
  /** Leaves the conversation; resolves when the guest is no longer in it. */
  end(signal: AbortSignal): Promise<void>;
  /** Loads the calls for media requests. */
  media?(): Promise<MediaCalls>;
  /** Loads the calls for files. */
  files?(): Promise<FileCalls>;
  rate?(score: number, comment: string, signal: AbortSignal): Promise<void>;
  /** Makes the conversation of a guest that of the person who has signed in on the page. */
  signIn?(): Promise<void>;
  /** Signs the person out, on all devices. */
  signOut?(): Promise<void>;
  /** Tells the agents whether the page that the guest is on now can share the guest's screen. */
  tellPage?(canShareScreen: boolean): void;
  /** Cuts the wait for the next connection short. */
  wake(): void;
  /** Stops listening. Nothing is reported afterwards. */
  close(): void;
}

export interface EndedConnection extends Connection {
  /** Reports the members and the newest messages. */
  read(signal: AbortSignal): Promise<void>;
  /** Reports who will answer a conversation that the agents have missed. */
  readMissed?(signal: AbortSignal): Promise<void>;
}

/** A media request as a backend reports it. */
export interface IncomingMediaRequest {
  readonly id: string;
  readonly types: readonly MediaType[];
  readonly state: "pending" | "accepted" | "declined" | "timedout" | "cancelled" | "failed";
  readonly communicationId: string;
  /** A secret. */
  readonly securityKey: string;
  /** Milliseconds since 1970; null when the server does not say. */
  readonly expiresAt: number | null;
}

/** The request by which the bytes of a file are sent. */
export interface UploadTarget {
  readonly method: "PUT" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A file as a backend reports it. Its addresses work for a while only. */
export type FileReport =
  | { readonly kind: "awaiting" | "checking"; readonly id: string }
  | {
      readonly kind: "ready";
      readonly id: string;
      readonly content: FileContent;
      readonly url: string;
      /** Empty without a thumbnail. */
      readonly thumbnailUrl: string;
    }
  | { readonly kind: "refused"; readonly id: string; readonly error: ParlorError };

export interface FileCalls {
  /**
   * Announces a file.
   * @param key - the same for each attempt with one address
   * @returns its id, and the request that its bytes are sent with
   */
  announce(
    key: string,
    file: { readonly name: string; readonly size: number; readonly mediaType: string },
    signal: AbortSignal,
  ): Promise<{ readonly id: string; readonly target: UploadTarget }>;
  /** The error that an answer to the request with the bytes means; null: they have arrived. */
  refusalOf(answer: HttpAnswer): ParlorError | null;
  /** @throws ParlorError `file-gone` */
  look(id: string, signal: AbortSignal): Promise<FileReport>;
  /** Takes back a file that has not been sent. */
  remove(id: string, signal: AbortSignal): Promise<void>;
  /** Calls back with reports that come by themselves. Returns the undo. */
  listen(listener: (report: FileReport) => void): () => void;
}

export interface MediaCalls {
  list(signal: AbortSignal): Promise<readonly IncomingMediaRequest[]>;
  answer(
    request: IncomingMediaRequest,
    answer: "accepted" | "declined" | "failed",
    signal: AbortSignal,
  ): Promise<IncomingMediaRequest>;
  /** Keeps a pending request open for longer; absent where the server cannot. */
  extend?(id: string, signal: AbortSignal): Promise<unknown>;
}

/** Receives everything that a connection reports. */
export interface Sink {
  /** The state to which all reports so far have led. */
  state(): ConversationState;
  /**
   * Resolves after the host's hooks have run and the messages are in the state.
   * @param page - with a page that was read backwards: whether there are older messages before it
   */
  messages(
    batch: readonly IncomingMessage[],
    page?: { readonly hasOlder?: boolean },
  ): Promise<void>;
  /** The server offers other things than the session said. */
  session(capabilities: Capabilities, fileLimits: FileLimits | null): void;
  members(list: readonly IncomingMember[]): void;
  /** Reports a new state of a member whose other data may be unknown. */
  memberChanged(id: MemberId, state: Member["state"], reason: ChangeReason | null): void;
  typing(id: MemberId): void;
  queue(place: QueuePlace | null): void;
  /** The conversation counts as missed, or does not any more. */
  missed(missed: Missed | null): void;
  status(status: StreamStatus): void;
  /** A media request may have been made, or have changed. */
  mediaChanged(): void;
  /** The connection takes messages from now on. */
  ready(): void;
  ended(reason: EndReason): void;
  /** The session cannot be used any more. */
  lost(error: ParlorError): void;
}

/** Refusals after which a conversation cannot go on. */
const fatalCodes: readonly ParlorErrorCode[] = [
  "session-expired",
  "not-found",
  "origin-not-allowed",
  "deployment-disabled",
];

/** Whether a conversation cannot go on after this error. */
export const isFatal = (error: unknown): error is ParlorError =>
  error instanceof ParlorError && fatalCodes.includes(error.code);
