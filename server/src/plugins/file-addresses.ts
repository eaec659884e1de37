import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../service/clock.ts";

/** An address gives the file or its small picture to read, or takes the bytes. */
export type AddressVariant = "file" | "thumb" | "in";

/** The query of a signed address, as it arrives. */
export interface AddressQuery {
  readonly e?: string;
  readonly s?: string;
}

/** An address that works for whoever holds it, until a moment. */
export interface FileAddress {
  readonly url: string;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The base of the addresses of one answer, and how long they work. */
export interface AddressTerms {
  /** `https://chat.example.com`, without a slash at the end. */
  readonly base: string;
  readonly urlSeconds: number;
}

/** Signs the addresses of files, and checks them. */
export interface FileAddresses {
  /** The address for the bytes of an announced file. */
  upload(id: string, terms: AddressTerms): FileAddress;
  /** @param name - is for the reader alone; nothing is looked up by it */
  download(
    file: { readonly id: string; readonly name: string },
    variant: "file" | "thumb",
    terms: AddressTerms,
  ): FileAddress;
  /** Whether an address is signed by this server, and its time is not over. */
  isValid(method: "GET" | "PUT", id: string, variant: string, query: AddressQuery): boolean;
}

const MINUTE_SECONDS = 60;
/** A part of a path has at most 100 characters. */
const MAX_NAME_LENGTH = 80;

/** @param key - signs nothing but addresses of files */
export function createFileAddresses(key: Uint8Array, clock: Clock): FileAddresses {
  const signature = (method: string, id: string, variant: string, until: string): Buffer =>
    createHmac("sha256", key).update(`${method}\n${id}\n${variant}\n${until}`).digest();

  /** Until a full minute, so that one address serves for a minute and is cached. */
  const untilOf = (seconds: number): number => {
    const wanted = Math.floor(clock.now() / 1000) + seconds;
    return Math.ceil(wanted / MINUTE_SECONDS) * MINUTE_SECONDS;
  };
  const signed = (method: string, id: string, variant: AddressVariant, until: number): string =>
    `e=${until}&s=${signature(method, id, variant, String(until)).toString("base64url")}`;

  return {
    upload(id, { base, urlSeconds }) {
      const until = untilOf(urlSeconds);
      const url = `${base}/files/in/${id}?${signed("PUT", id, "in", until)}`;
      return { url, expiresAt: until * 1000 };
    },
    download({ id, name }, variant, { base, urlSeconds }) {
      const until = untilOf(urlSeconds);
      const path = `${base}/files/${id}/${encodeURIComponent(shortName(name))}`;
      const url = `${path}?v=${variant}&${signed("GET", id, variant, until)}`;
      return { url, expiresAt: until * 1000 };
    },
    isValid(method, id, variant, { e = "", s = "" }) {
      const expected = signature(method, id, variant, e);
      const given = Buffer.from(s, "base64url");
      const isSigned = given.length === expected.length && timingSafeEqual(given, expected);
      return isSigned && /^\d{1,12}$/.test(e) && Number(e) * 1000 >= clock.now();
    },
  };
}

/** The name as far as a path takes it, with its extension. */
function shortName(name: string): string {
  if (name.length <= MAX_NAME_LENGTH) return name;
  const dot = name.lastIndexOf(".");
  const extension = dot < 0 ? "" : name.slice(dot);
  const start = name.slice(0, MAX_NAME_LENGTH - extension.length);
  // Half of a surrogate pair cannot be encoded.
  return start.replace(/[\ud800-\udbff]$/, "") + extension;
}
