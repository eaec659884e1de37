import type { ConversationState } from "./conversation/state.ts";
import type { Choice, TimeChoice } from "./conversation/rich-content.ts";
import type { MessageKey } from "./conversation/message.ts";
import type { UploadKey } from "./conversation/upload.ts";
import type { ServiceStatus } from "./conversation/service-status.ts";
import type { MediaHandler, StartOptions } from "./options.ts";

/**
 * One guest's chat with one deployment: starts, resumes, listens, sends and ends a conversation.
 * Nothing is requested before `start()` or `resume()`.
 * @public
 */
export interface GuestChat {
  /** The state now. */
  get(): ConversationState;
  /** Calls back after every change with the new and the previous state. Returns the unsubscribe. */
  subscribe(listener: (state: ConversationState, before: ConversationState) => void): () => void;
  /**
   * True when storage holds a session that `resume()` would resume, or whose end it would show.
   * Reads storage only.
   */
  hasStoredSession(): boolean;
  /**
   * Resumes the stored session, if any: shows the known state, asks the server for the own
   * member, catches up, and listens. A conversation that has ended is read again, and its phase is
   * `ended`; without an answer of the server only its end is known. Where messages of an earlier
   * page wait for a conversation that it could not finish creating, it is created now.
   * @returns false when there was neither, or the token has ended by the server's clock
   * @throws ParlorError `aborted`, `destroyed`; network trouble is not thrown but shown in `stream`
   */
  resume(signal?: AbortSignal): Promise<boolean>;
  /**
   * Asks the server whether somebody is there, and for its greeting. Creates nothing.
   * @returns null when the server does not know, could not be reached, or has not answered within
   * 3 s
   * @throws ParlorError `aborted`
   */
  status(signal?: AbortSignal): Promise<ServiceStatus | null>;
  /**
   * Creates a conversation and attaches its event stream.
   * Resolves when the guest's own member is connected. Messages composed before or meanwhile are
   * sent then. On failure `phase` is `failed` and the call rejects.
   * @throws ParlorError `conversation-active`, `origin-not-allowed`, `deployment-disabled`,
   * `invalid-queue`, `rate-limited`, …; `websocket-missing` before anything is requested
   */
  start(options?: StartOptions, signal?: AbortSignal): Promise<void>;
  /**
   * Sends text to the other side. Returns at once; watch the message's `delivery`.
   * @param text - 1 to 4,000 UTF-16 units, the contract's limit, after {@link cleanText}, which is
   * applied before the text is shown, stored and sent
   * @param options - `uploads`: the keys of files that are `ready`; the text may be empty then.
   * They are no uploads any more. Default: none
   * @returns the key of the new row
   * @throws ParlorError `message-empty`, `message-too-long`, `conversation-ended`,
   * `upload-not-ready`
   */
  send(text: string, options?: { readonly uploads?: readonly UploadKey[] }): MessageKey;
  /**
   * Answers the content of a message, as a message of the guest's own: it waits, is repeated and
   * sent once like any other. A second answer to the same message does nothing.
   * @param message - the key of the message with the content
   * @param chosen - one of its choices, actions or times; several items of a list
   * @param text - the words of the own row. Default: those of the choices; the time in ISO 8601
   * @returns the key of the row with the answer
   * @throws ParlorError `refused` for a message without such content; `conversation-ended`
   */
  answer(
    message: MessageKey,
    chosen: Choice | TimeChoice | readonly Choice[],
    text?: string,
  ): MessageKey;
  /**
   * Attaches a file: it goes up at once, and is checked by the server; watch its state in
   * `uploads`.
   * @throws ParlorError `file-too-large`, `file-type-refused`, `file-empty`, `too-many-files`
   * before a byte leaves; `file-type-refused` also where no files can be sent
   */
  attach(file: File): UploadKey;
  /** Removes a file that is not sent; the server deletes what it has of it. */
  removeUpload(key: UploadKey): void;
  /** Tries a failed upload again; only the tab that attached it has its bytes. */
  retryUpload(key: UploadKey): void;
  /**
   * An address from which a file can be read for some minutes; ask again instead of keeping it.
   * @param variant - `thumbnail` gives the file where there is none
   * @throws ParlorError `file-gone`
   */
  fileUrl(message: MessageKey, fileId: string, variant: "file" | "thumbnail"): Promise<string>;
  /**
   * Fetches a page of older messages, when `hasOlder` says that there are some; at most 100.
   * Tries again a few times when the server cannot be asked.
   * @throws ParlorError when the server could not be asked
   */
  loadOlder(): Promise<void>;
  /** Tries a failed message again. */
  retry(key: MessageKey): void;
  /** Deletes a failed or queued message. */
  discard(key: MessageKey): void;
  /** Call on every key press: notifies the other side at most every 3 s, only when connected. */
  typing(): void;
  /**
   * Leaves the conversation, or the queue.
   * @throws ParlorError when the server could not be notified
   */
  end(signal?: AbortSignal): Promise<void>;
  /**
   * Accepts a pending media request: hands it to the host's handler, or answers
   * that there is none.
   * @param signal - aborted before the handler has begun to share, nothing is
   * shared; later it has no effect
   * @throws ParlorError `aborted`
   */
  acceptMediaRequest(id: string, signal?: AbortSignal): Promise<void>;
  /**
   * Declines a pending media request.
   * @throws ParlorError `aborted`; also when the server could not be notified
   */
  declineMediaRequest(id: string, signal?: AbortSignal): Promise<void>;
  /**
   * Keeps a pending media request open for two more minutes, up to ten times, if the server has the
   * extension `media-extend`; does nothing otherwise.
   * @throws ParlorError `refused` when it cannot be prolonged any more
   */
  extendMediaRequest(id: string, signal?: AbortSignal): Promise<void>;
  /** Ends a running screen share. */
  stopMedia(id: string): void;
  /**
   * The host page's own way to share a screen. Null removes it: invitations then say that the page
   * cannot share.
   * Set it before `start()`: the server is told at the start whether there is one.
   */
  setMediaHandler(handler: MediaHandler | null): void;
  /**
   * Sends the guest's rating of the chat, if the server has the extension
   * `rating`; does nothing otherwise.
   * @param score - 1 to 5
   * @param comment - at most 2,000 characters
   * @throws ParlorError `no-conversation`; `refused` for a second rating, or
   * more than a day after the end
   */
  rate(score: number, comment?: string, signal?: AbortSignal): Promise<void>;
  /**
   * Makes the running conversation of a guest that of the person who has signed in on the page, if
   * the backend has signed-in visitors; does nothing otherwise.
   * @throws ParlorError `no-conversation`; `refused` where the deployment does not allow it;
   * `authentication-failed`
   */
  signIn(signal?: AbortSignal): Promise<void>;
  /**
   * Signs the person out of the service, on all devices, if the backend has signed-in visitors;
   * does nothing otherwise. The conversation cannot be used any more afterwards.
   * @throws ParlorError when the service could not be told
   */
  signOut(signal?: AbortSignal): Promise<void>;
  /** Tries to connect now instead of after the current wait. */
  reconnectNow(): void;
  /**
   * Goes back to `none` with an empty transcript, ready for a new `start()`.
   * Has an effect only when ended, expired or failed.
   */
  clear(): void;
  /**
   * Notes that the visitor has seen the end: the session of the ended conversation is stored aside,
   * where a page that loads `parlor.js` does not resume it by itself. `resume()` still does. Has
   * no effect on a running conversation.
   */
  markEndSeen(): void;
  /**
   * Forgets everything about the conversation, because another person uses the browser now.
   * This includes unsent messages and a start that is under way; it happens at once in this tab,
   * and in the browser's other tabs. The phase goes back to `none`. The server is notified that the
   * guest leaves; the promise resolves when it has been notified, or could not be.
   * @param tells - false for a tab that learned of the reset from another tab: then neither the
   * server nor the tabs are notified. Default true
   */
  reset(tells?: boolean): Promise<void>;
  /** The same as `reset()`. */
  forget(): Promise<void>;
  /**
   * Closes sockets, timers and listeners.
   * The conversation on the server goes on and can be resumed.
   */
  destroy(): void;
}
