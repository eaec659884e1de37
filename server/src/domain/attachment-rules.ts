import { defaultBlockedExtensions } from "./clean-file-name.ts";

/** The side that attaches files. */
export type AttachmentSide = "guest" | "agent";

/** The rules of a deployment for files. */
export interface AttachmentRules {
  readonly enabled: boolean;
  /** Of one file. */
  readonly maxBytes: number;
  readonly maxPerMessage: number;
  readonly maxFilesPerChat: number;
  readonly maxBytesPerChat: number;
  /** Files that a guest may announce in a minute; an agent ten times as many. */
  readonly announcePerMinute: number;
  /** Media types; `image/*` allows each kind of picture, and two stars all types. */
  readonly types: readonly string[];
  /** With their dots, in small letters; they count for more than `types`. */
  readonly blockedExtensions: readonly string[];
  /** A file that is not sent by then is deleted. */
  readonly unsentSeconds: number;
  /** How long an address of a file works. */
  readonly urlSeconds: number;
  /** Whether pictures lose their metadata, such as the place where they were taken. */
  readonly stripPictureMetadata: boolean;
  readonly from: "both" | "guests" | "agents";
}

/** Files are off until a deployment switches them on. */
export const defaultAttachmentRules: AttachmentRules = {
  enabled: false,
  maxBytes: 10 * 1024 * 1024,
  maxPerMessage: 5,
  maxFilesPerChat: 50,
  maxBytesPerChat: 100 * 1024 * 1024,
  announcePerMinute: 10,
  types: [
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "application/pdf",
    "text/plain",
    "text/csv",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
  ],
  blockedExtensions: defaultBlockedExtensions,
  unsentSeconds: 3_600,
  urlSeconds: 600,
  stripPictureMetadata: true,
  from: "both",
};

/** Whether this side may attach files. */
export function mayAttach({ enabled, from }: AttachmentRules, side: AttachmentSide): boolean {
  return enabled && (from === "both" || from === `${side}s`);
}
