import type { IncomingMessage } from "../../conversation/message.ts";
import type { IncomingMember } from "../../conversation/state.ts";
import { ParlorError } from "../../errors.ts";
import type { Logger } from "../../ports/log.ts";
import { decodeMemberPage, decodeMessagePage } from "./decode.ts";

/**
 * Limits on pages of 100: no conversation has more members or a longer gap, so a server that
 * claims more is not followed.
 */
const MAX_MEMBER_PAGES = 100;
const MAX_PAGES = 1_000;

/** @throws ParlorError `bad-response` for null */
export function assertDecoded<Value>(value: Value | null): Value {
  if (value === null)
    throw new ParlorError("bad-response", "The answer is not what the contract says");
  return value;
}

/** A page of a list. Entries that cannot be read have been left out, which is logged. */
export function assertPage<Page extends { readonly dropped: number }>(
  page: Page | null,
  log: Logger,
): Page {
  const read = assertDecoded(page);
  if (read.dropped > 0) log.warn(`${read.dropped} unreadable entries of a page were left out`);
  return read;
}

/** Reads all members, page by page. */
export async function readMembers(
  get: (page: number) => Promise<unknown>,
  log: Logger,
): Promise<readonly IncomingMember[]> {
  const all: IncomingMember[] = [];
  for (let page = 1; page <= MAX_MEMBER_PAGES; page++) {
    const { members, pageCount } = assertPage(decodeMemberPage(await get(page)), log);
    all.push(...members);
    // A page without members is the last, whatever its `pageCount`.
    if (!(page < pageCount) || members.length === 0) break;
  }
  return all;
}

/**
 * Reads the history, following `next`.
 * @returns the messages, and the answer for the last page
 */
export async function readHistory(
  first: string,
  get: (path: string) => Promise<unknown>,
  log: Logger,
): Promise<{ readonly messages: readonly IncomingMessage[]; readonly last: unknown }> {
  const all = new Map<string, IncomingMessage>();
  let path = first;
  for (let page = 1; ; page++) {
    const last = await get(path);
    const { messages, next } = assertPage(decodeMessagePage(last), log);
    const known = all.size;
    for (const one of messages) all.set(one.id, one);
    // A page without a new message is the last, even if it names a next page.
    if (next === null || all.size === known || page === MAX_PAGES)
      return { messages: [...all.values()], last };
    // `next` is relative: a path with its query, never the address of another server.
    path = next.startsWith("/") ? next : `/${next}`;
  }
}
