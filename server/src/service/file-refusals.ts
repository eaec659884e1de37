import { DomainError } from "../domain/errors.ts";
import type { Received } from "./files.ts";

/** How long a client waits before it announces to a full store again. */
const FULL_RETRY_SECONDS = 60;

/* The refusals of the bytes of a file. */

export const busy = (): DomainError =>
  new DomainError("attachment-busy", "The bytes of the file are here, or on their way");
const tooLarge = (): DomainError =>
  new DomainError("attachment-too-large", "The file has more bytes than were announced");
const mismatch = (): DomainError =>
  new DomainError("attachment-size-mismatch", "The file has fewer bytes than were announced");
const empty = (): DomainError => new DomainError("attachment-empty", "The file is empty");

export function storeFull(): DomainError {
  return new DomainError("store-unavailable", "The store of files is full", {
    retryAfterSeconds: FULL_RETRY_SECONDS,
  });
}

/** @throws DomainError for a length other than the announced one */
export function checkLength(length: number, announced: number): void {
  if (length === announced) return;
  if (length === 0) throw empty();
  throw length > announced ? tooLarge() : mismatch();
}

export function refusalOf({ because }: Extract<Received, { kind: "refused" }>): DomainError {
  switch (because) {
    case "empty":
      return empty();
    case "too-short":
      return mismatch();
    case "too-large":
      return tooLarge();
    case "too-slow":
      return new DomainError("attachment-too-slow", "The file took too long to arrive");
    case "busy":
      return busy();
  }
}
