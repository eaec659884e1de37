import { cleanText } from "../clean-text.ts";
import { isSentContent, type MessageKey, type SentContent } from "../conversation/message.ts";
import { retryableCodes, type ParlorErrorCode } from "../errors.ts";
import type { Logger } from "../ports/log.ts";
import type { Storage } from "../ports/storage.ts";

const VERSION = 1;
/** About the year 9900. */
const LAST_AT = 2.5e14;

/** The codes that a send can fail with. */
const sendFailures: readonly ParlorErrorCode[] = [
  ...retryableCodes,
  "conversation-ended",
  "deployment-disabled",
  "file-gone",
  "message-refused",
  "not-found",
  "origin-not-allowed",
  "session-expired",
  "upload-not-ready",
];

/** A message that the server has not acknowledged. */
export interface OutboxEntry {
  readonly key: MessageKey;
  body: string;
  readonly content: readonly SentContent[];
  readonly at: number;
  tries: number;
  /** The host's hook has accepted the text. */
  isPassed: boolean;
  /** It was sent without an answer: the server may have it. */
  isInDoubt: boolean;
  failed: ParlorErrorCode | null;
  /**
   * The time of the newest message that was known when it was first sent: its echo is later.
   * Undefined before.
   */
  after: number | undefined;
}

export const newEntry = (
  key: MessageKey,
  body: string,
  at: number,
  content: readonly SentContent[] = [],
): OutboxEntry => ({
  key,
  body,
  content,
  at,
  tries: 0,
  isPassed: false,
  isInDoubt: false,
  failed: null,
  after: undefined,
});

/** Stored entries, each under a key of its own, so that tabs cannot overwrite each other's. */
export interface EntryStorage {
  /** @param isUnderWay - a page that finds the entry later cannot know whether it arrived */
  save(entry: OutboxEntry, isUnderWay?: boolean): void;
  remove(key: MessageKey): void;
  keys(): readonly MessageKey[];
  /** Null for corrupt, foreign and future content. */
  load(key: MessageKey, nowMs: number): OutboxEntry | null;
}

export function createEntryStorage(storage: Storage, prefix: string, log: Logger): EntryStorage {
  const read = (text: string | null, key: MessageKey, nowMs: number): OutboxEntry | null => {
    const json: unknown = JSON.parse(text ?? "null");
    // The key goes into a header.
    if (typeof json !== "object" || json === null || !/^[\w-]+$/.test(key)) return null;
    const { version, body, at, isInDoubt, failed, attachments, after } = json as Readonly<
      Record<string, unknown>
    >;
    if (version !== VERSION || typeof body !== "string" || typeof at !== "number") return null;
    const cleaned = cleanText(body);
    // An entry of a version without files has none.
    const content = Array.isArray(attachments) ? attachments.filter(isSentContent) : [];
    if (cleaned === "" && content.length === 0) return null;
    // A time outside the calendar would make every rendering of the row fail.
    const entry = newEntry(key, cleaned, at >= 0 && at < LAST_AT ? at : nowMs, content);
    entry.isInDoubt = isInDoubt === true;
    // Missing from entries of earlier versions.
    if (typeof after === "number") entry.after = after;
    // A later version may have stored a code that this one does not know.
    if (typeof failed === "string")
      entry.failed = sendFailures.find((code) => code === failed) ?? "refused";
    return entry;
  };
  return {
    save: ({ key, body, at, isInDoubt, failed, content, after }, isUnderWay = false) =>
      void storage.set(
        prefix + key,
        JSON.stringify({
          version: VERSION,
          body,
          at,
          isInDoubt: isInDoubt || isUnderWay,
          failed,
          after,
          ...(content.length > 0 && { attachments: content }),
        }),
      ),
    remove: (key) => storage.remove(prefix + key),
    // A key with a further colon belongs to another deployment whose id begins with this one's.
    keys: () =>
      storage
        .keys(prefix)
        .map((name) => name.slice(prefix.length) as MessageKey)
        .filter((key) => !key.includes(":")),
    load(key, nowMs) {
      try {
        const entry = read(storage.get(prefix + key), key, nowMs);
        if (entry !== null) return entry;
      } catch {
        // It is not JSON.
      }
      log.warn("A stored message cannot be used");
      return null;
    },
  };
}
