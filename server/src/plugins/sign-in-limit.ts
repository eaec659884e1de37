import type { Clock } from "../service/clock.ts";
import { addressKey } from "./client-address.ts";
import { tooManyRequests } from "./rate-limit.ts";

const REFUSALS_PER_MINUTE = 10;
const MINUTE_MS = 60_000;
const MAX_WAIT_SECONDS = 60;
/** At most this many keys are stored: the oldest are dropped first. */
const MAX_KEYS = 10_000;

/** One sign-in: the sender's address and the client id. */
export interface SignInAttempt {
  readonly address: string;
  readonly clientId: string;
}

/** Slows down the guessing of secrets. */
export interface SignInLimit {
  /** Before the secret is looked at. @throws ApiError 429 `too.many.requests.retry.after` */
  check(attempt: SignInAttempt): void;
  /** The secret was wrong. @throws ApiError 429 when the caller must not learn so */
  refused(attempt: SignInAttempt): void;
  succeeded(attempt: SignInAttempt): void;
}

interface Refusals {
  /** Of the last minute, ten at most. */
  times: number[];
  /** Waits so far; each is twice the one before. */
  waits: number;
  waitUntil: number;
  /** The client that all of them were about; null when there were several. */
  clientId: string | null;
}

/**
 * Allows ten wrong secrets a minute, by address and by client; then waits of 1, 2, 4 … 60 s. A
 * stranger's guesses must not lock a client out elsewhere: while a client id waits, an address that
 * has not sent a wrong secret for it in the last minute still has its secret checked, once. A wrong
 * secret then gets the 429 of the wait. A number of addresses thus gets as many guesses a minute,
 * and no more.
 */
export function createSignInLimit(clock: Clock): SignInLimit {
  const addresses = new Map<string, Refusals>();
  const clients = new Map<string, Refusals>();
  /** The time at which an address last sent a wrong secret for a client. */
  const pairs = new Map<string, number>();

  const keysOf = ({ address, clientId }: SignInAttempt): { from: string; as: string } => ({
    from: addressKey(address),
    as: clientId.slice(0, 200),
  });
  const secondsLeft = (refusals: Refusals | undefined): number =>
    // A clock that was set back must not make a wait longer.
    Math.min(MAX_WAIT_SECONDS, Math.max(0, ((refusals?.waitUntil ?? 0) - clock.now()) / 1000));

  const count = (map: Map<string, Refusals>, key: string, clientId: string): void => {
    const now = clock.now();
    const known = map.get(key);
    const isOver = known === undefined || (known.waits > 0 && now >= known.waitUntil + MINUTE_MS);
    const refusals = isOver ? { times: [], waits: 0, waitUntil: 0, clientId } : known;
    if (refusals.clientId !== clientId) refusals.clientId = null;
    refusals.times = [...refusals.times, now]
      .filter((at) => now - at < MINUTE_MS)
      .slice(-REFUSALS_PER_MINUTE);
    if (refusals.waits > 0 || refusals.times.length >= REFUSALS_PER_MINUTE) {
      refusals.waitUntil = now + Math.min(MAX_WAIT_SECONDS, 2 ** refusals.waits) * 1000;
      refusals.waits++;
    }
    remember(map, key, refusals);
  };

  return {
    check(attempt) {
      const { from, as } = keysOf(attempt);
      const atAddress = secondsLeft(addresses.get(from));
      if (atAddress > 0) throw tooManyRequests(atAddress);
      const ofClient = secondsLeft(clients.get(as));
      const wrongAt = pairs.get(`${from} ${as}`);
      const wasWrong = wrongAt !== undefined && clock.now() - wrongAt < MINUTE_MS;
      if (ofClient > 0 && wasWrong) throw tooManyRequests(ofClient);
    },
    refused(attempt) {
      const { from, as } = keysOf(attempt);
      const ofClient = secondsLeft(clients.get(as));
      count(addresses, from, as);
      remember(pairs, `${from} ${as}`, clock.now());
      if (ofClient > 0) throw tooManyRequests(ofClient);
      count(clients, as, as);
    },
    succeeded(attempt) {
      const { from, as } = keysOf(attempt);
      clients.delete(as);
      pairs.delete(`${from} ${as}`);
      // A caller who knows one secret must not use it to go on guessing another.
      if (addresses.get(from)?.clientId === as) addresses.delete(from);
    },
  };
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  // Last in the map is the latest used.
  map.delete(key);
  map.set(key, value);
  if (map.size <= MAX_KEYS) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
