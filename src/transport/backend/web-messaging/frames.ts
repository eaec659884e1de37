import type { FileLimits } from "../../conversation/upload.ts";
import { fromJson } from "../../ports/http.ts";
import { decodeMessage, type WireMessage } from "./wire-message.ts";
import { firstText, isOn, list, number, object, positive, text, type Json } from "./read.ts";

/** A frame with more characters is dropped. */
const MAX_FRAME = 1_048_576;

/** The state of a session, as the service tells it. */
export interface SessionFacts {
  /** False: the session is closed for this connection. */
  readonly isConnected: boolean;
  readonly isNew: boolean;
  /** The conversation has ended, and can only be read. */
  readonly isReadOnly: boolean;
  /** Null where no files are taken. */
  readonly limits: FileLimits | null;
  /** The greatest number of bytes of all custom attributes. */
  readonly maxAttributes: number;
  /** Milliseconds since 1970, by the clock of the service; null when it does not say. */
  readonly expiresAt: number | null;
  /** How long the session lasts without a message; null when the service does not say. */
  readonly lastsMs: number | null;
  /** The person had another session, which is over: its messages are not shown any more. */
  readonly hasCleared: boolean;
}

/** A refusal of the service. */
export interface Refusal {
  readonly code: number;
  /** Looked at for known openings, and shown to nobody. */
  readonly words: string;
  readonly retryAfterMs: number | null;
}

/** The content of one frame, whatever its `type` is. */
export type FrameBody =
  | { readonly kind: "session"; readonly facts: SessionFacts }
  | { readonly kind: "message"; readonly message: WireMessage }
  | { readonly kind: "jwt"; readonly jwt: string; readonly expiresAt: number }
  | {
      readonly kind: "address";
      readonly fileId: string;
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: "stored"; readonly fileId: string; readonly url: string }
  | { readonly kind: "file-refused"; readonly fileId: string; readonly code: number }
  | { readonly kind: "closed"; readonly reason: string }
  | { readonly kind: "expired" | "cleared" | "logout" | "ignored" }
  | { readonly kind: "refused"; readonly refusal: Refusal };

export type Frame = FrameBody & {
  /** Empty for a frame that answers nothing. */
  readonly tracingId: string;
};

const BYTES_OF_KB = 1_024;
const MAX_ATTRIBUTES = 2_048;
const DEFAULT_FILE_KB = 10_240;

/** Limits on files; null where no type is taken. @param media - `allowedMedia` or one of `modes` */
export function limitsIn(media: Json, blocked: unknown): FileLimits | null {
  const types = list(media["fileTypes"])
    .map((one) => text(one) || text(object(one)["type"]))
    .filter((type) => type !== "")
    .map((type) => type.toLowerCase());
  return types.length === 0
    ? null
    : {
        maxBytes: (positive(media["maxFileSizeKB"]) ?? DEFAULT_FILE_KB) * BYTES_OF_KB,
        maxPerMessage: 1,
        types,
        blockedExtensions: list(blocked).map((one) => text(one).toLowerCase()),
      };
}

function factsIn(body: Json): SessionFacts {
  const expiresAt = positive(body["expirationDate"]);
  const lasts = positive(body["durationSeconds"]);
  return {
    isConnected: body["connected"] !== false,
    isNew: isOn(body["newSession"]),
    isReadOnly: isOn(body["readOnly"]),
    limits: limitsIn(object(object(body["allowedMedia"])["inbound"]), body["blockedExtensions"]),
    maxAttributes: positive(body["maxCustomDataBytes"]) ?? MAX_ATTRIBUTES,
    expiresAt: expiresAt === null ? null : expiresAt * 1000,
    lastsMs: lasts === null ? null : lasts * 1000,
    hasCleared: isOn(body["clearedExistingSession"]),
  };
}

function refusalIn(code: unknown, body: unknown): Refusal {
  const json = object(body);
  const retryAfter = positive(json["retryAfter"]);
  const own = number(json["errorCode"]);
  return {
    code: Number.isNaN(own) ? number(code) : own,
    words: firstText(body, json["errorMessage"]),
    retryAfterMs: retryAfter === null ? null : retryAfter * 1000,
  };
}

const headersIn = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(object(value)).map(([key, one]) => [key, text(one)]));

const EXPIRED: readonly number[] = [4006, 4007, 4017];
const isSuccess = (code: number): boolean => Number.isNaN(code) || (code >= 200 && code < 300);

function refused(code: unknown, body: unknown): FrameBody {
  const refusal = refusalIn(code, body);
  return EXPIRED.includes(refusal.code) ? { kind: "expired" } : { kind: "refused", refusal };
}

function bodyOf(name: string, code: unknown, value: unknown): FrameBody {
  const body = object(value);
  const fileId = text(body["attachmentId"]);
  switch (name) {
    case "SessionResponse":
      return isSuccess(number(code))
        ? { kind: "session", facts: factsIn(body) }
        : refused(code, value);
    case "StructuredMessage": {
      const message = decodeMessage(body);
      return message === null ? { kind: "ignored" } : { kind: "message", message };
    }
    case "JwtResponse":
      return { kind: "jwt", jwt: text(body["jwt"]), expiresAt: number(body["exp"]) * 1000 };
    case "PresignedUrlResponse":
      return {
        kind: "address",
        fileId,
        url: text(body["url"]),
        headers: headersIn(body["headers"]),
      };
    case "UploadSuccessEvent":
      return { kind: "stored", fileId, url: text(body["downloadUrl"]) };
    case "UploadFailureEvent":
    case "GenerateUrlError":
      return { kind: "file-refused", fileId, code: refusalIn(code, body).code };
    case "ConnectionClosedEvent":
      return { kind: "closed", reason: firstText(body["reason"], body["reasonCode"]) };
    case "SessionExpiredEvent":
      return { kind: "expired" };
    case "SessionClearedEvent":
      return { kind: "cleared" };
    case "LogoutEvent":
      return { kind: "logout" };
    case "TooManyRequestsErrorMessage":
    case "ErrorMessage":
    case "Error":
      return refused(code, value);
    case "string":
      // Some answers that are no refusals are plain texts, too.
      return isSuccess(number(code)) ? { kind: "ignored" } : refused(code, value);
    default:
      return { kind: "ignored" };
  }
}

/** Decodes one text of the socket; null for one that is no frame. */
export function decodeFrame(data: unknown): Frame | null {
  if (typeof data !== "string" || data.length > MAX_FRAME) return null;
  const { class: name, code, body, tracingId } = object(fromJson(data));
  return text(name) === ""
    ? null
    : { ...bodyOf(text(name), code, body), tracingId: text(tracingId) };
}
