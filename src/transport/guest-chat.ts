import type { ConversationState } from "./conversation/conversation.ts";
import type { MessageKey } from "./conversation/message.ts";
import type { MediaHandler, StartOptions } from "./options.ts";

/**
 * One guest's chat with one deployment: starts, resumes, listens, sends and ends a conversation.
 * Nothing is requested before `start()` or `resume()`.
 * @public
 */
export interface GuestChat {
  /** The state now. */
  get(): ConversationState;
  /** Calls back after every change with the new state and the one before. Returns the undo. */
  subscribe(listener: (state: ConversationState, before: ConversationState) => void): () => void;
  /** True when storage holds a session that `resume()` would take up. Reads storage only. */
  hasStoredSession(): boolean;
  /**
   * Takes up the stored session, if any: shows what is known, asks the server for the own member, catches up, and listens.
   * @returns false when there was none.
   * @throws ParlorError `aborted`, `destroyed`; network trouble is not thrown but shown in `stream`
   */
  resume(signal?: AbortSignal): Promise<boolean>;
  /**
   * Creates a conversation and attaches its event stream. Resolves when the guest's own member is connected.
   * Messages composed before or meanwhile go out then. On failure `phase` is `failed` and the call rejects.
   * @throws ParlorError `conversation-active`, `origin-not-allowed`, `deployment-disabled`, `invalid-queue`, `rate-limited`, …
   */
  start(options?: StartOptions, signal?: AbortSignal): Promise<void>;
  /**
   * Sends text to the other side. Returns at once; watch the message's `delivery`.
   * @param text - 1 to 4,000 UTF-16 units, the contract's limit, as {@link cleanText} leaves it: so it is shown, kept and sent
   * @returns the key of the new row
   * @throws ParlorError `message-empty`, `message-too-long`, `conversation-ended`
   */
  send(text: string): MessageKey;
  /**
   * Fetches a page of older messages, when `hasOlder` says that there are some; at most 100.
   * @throws ParlorError when the server could not be asked
   */
  loadOlder(): Promise<void>;
  /** Tries a failed message again. */
  retry(key: MessageKey): void;
  /** Deletes a failed or queued message. */
  discard(key: MessageKey): void;
  /** Call on every key press: tells the other side at most every 3 s, and only when connected. */
  typing(): void;
  /** Leaves the conversation, or the queue. @throws ParlorError when the server could not be told */
  end(signal?: AbortSignal): Promise<void>;
  /**
   * Accepts a pending media request: hands it to the host's handler, or answers ERRORED when there is none.
   * @param signal - aborted before the handler has begun to share, nothing is shared; later it does nothing
   * @throws ParlorError `aborted`
   */
  acceptMediaRequest(id: string, signal?: AbortSignal): Promise<void>;
  /** Declines a pending media request. @throws ParlorError `aborted`; and when the server could not be told */
  declineMediaRequest(id: string, signal?: AbortSignal): Promise<void>;
  /** Ends a running screen share. */
  stopMedia(id: string): void;
  /** The host page's own way to share a screen. Null removes it. */
  setMediaHandler(handler: MediaHandler | null): void;
  /**
   * Tells the server what the guest thought of the chat, if it has the extension `rating`; does nothing otherwise.
   * @param score - 1 to 5
   * @param comment - at most 2,000 characters
   * @throws ParlorError `no-conversation`, `refused` the second time or more than a day after the end
   */
  rate(score: number, comment?: string, signal?: AbortSignal): Promise<void>;
  /** Tries to connect now instead of after the current wait. */
  reconnectNow(): void;
  /** Goes back to `none` with an empty transcript, ready for a new `start()`; only when ended, expired or failed. */
  clear(): void;
  /**
   * The person who was here is another one now: forgets everything of the conversation, unsent messages and a start that is under way
   * included, here at once and in the browser's other tabs, and goes back to `none`. The server is told that the guest leaves;
   * the promise resolves when it has been told, or could not be.
   * @param tells - false for a tab that has heard of it from another one: then neither the server nor the tabs are told. Default true
   */
  reset(tells?: boolean): Promise<void>;
  /** Erases all that is stored for this deployment. The running chat is left as it is. */
  forget(): void;
  /** Closes sockets, timers and listeners; the conversation on the server goes on and can be resumed. */
  destroy(): void;
}
