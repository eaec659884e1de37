import type { FileCalls, UploadTarget } from "../backend/backend.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { Clock } from "../ports/clock.ts";
import type { Random } from "../ports/random.ts";
import type { Uploader } from "../ports/uploader.ts";

/** A file that the server has been told of. */
export interface Ticket {
  readonly id: string;
  readonly target: UploadTarget;
}

/** An upload whose bytes this tab has. */
export interface Own {
  /** Its bytes are missing in a file of an earlier page. */
  readonly file: Pick<File, "name" | "size"> | File;
  readonly mediaType: string;
  tries: number;
  /** How many announcements have been replaced. */
  renewals: number;
  isPassed: boolean;
  ticket: Ticket | undefined;
  /** An announcement has got no answer. */
  isInDoubt: boolean;
  /** Aborts the attempt; null when none is under way. */
  running: AbortController | null;
  /** It waits before its next attempt. */
  isResting: boolean;
}

/**
 * @param isOld - it is of an earlier page, which alone knew whether the server has heard of it
 */
export const newOwn = (file: Own["file"], mediaType: string, isOld: boolean): Own => ({
  file,
  mediaType,
  tries: 0,
  renewals: 0,
  isPassed: isOld,
  ticket: undefined,
  isInDoubt: isOld,
  running: null,
  isResting: false,
});

export interface QueueDeps {
  readonly clock: Clock;
  readonly random: Random;
  /** Default: the browser's. */
  readonly uploader?: Uploader;
  readonly state: () => ConversationState;
  readonly calls: () => Promise<FileCalls>;
  readonly signal: () => AbortSignal;
  /** Deletes a file at the server. */
  readonly takeBack: (id: string) => void;
  /** The host's hook; it resolves to null to refuse a file. */
  readonly beforeUpload: () =>
    | ((file: {
        readonly name: string;
        readonly size: number;
        readonly type: string;
      }) => Promise<object | null>)
    | undefined;
}
