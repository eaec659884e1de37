import { ParlorError } from "../../errors.ts";
import type { Ports } from "../../options.ts";
import { backoff } from "../../ports/backoff.ts";
import type { HttpAnswer } from "../../ports/http.ts";
import type { Endpoints } from "./endpoints.ts";
import type { Frame } from "./frames.ts";
import type { Request } from "./channel.ts";
import { list, number, object } from "./read.ts";
import { decodeMessage, type WireMessage } from "./wire-message.ts";

export const PAGE_SIZE = 25;
/** The service takes ten calls in a minute. */
const MAX_CALLS = 10;
const CALLS_MS = 60_000;
const MAX_TRIES = 3;
const JWT_SLACK_MS = 5_000;

/** A page of the history, oldest message first. */
export interface Page {
  readonly messages: readonly WireMessage[];
  /** The number of messages of all pages; NaN when the service does not say. */
  readonly total: number;
  readonly isEmpty: boolean;
}

export interface HistoryDeps {
  readonly endpoints: Endpoints;
  readonly ports: Pick<Ports, "clock" | "random" | "http">;
  readonly request: (request: Request) => Promise<Frame>;
}

export interface History {
  /** @param page - counted from 1, the newest. @throws ParlorError */
  page(page: number, signal: AbortSignal): Promise<Page>;
}

/** Keeps messages without a time in their order. */
const STEP_MS = 0.01;

/** Gives messages without a time that of their neighbours, or of now. */
function withTimes(messages: readonly WireMessage[], now: number): readonly WireMessage[] {
  const index = messages.findIndex(({ at }) => !Number.isNaN(at));
  const [first, before] = index < 0 ? [now, messages.length] : [messages[index]?.at ?? now, index];
  let last = first - before * STEP_MS;
  return messages.map((message) => {
    last = Number.isNaN(message.at) ? last + STEP_MS : message.at;
    return { ...message, at: last };
  });
}

/** Reads a page of the history; null when it is none. */
export function readPage(body: unknown, now: number): Page | null {
  const { entities, total } = object(body);
  if (!Array.isArray(entities)) return null;
  const messages = list(entities)
    .flatMap((one) => decodeMessage(object(one)) ?? [])
    .reverse();
  return {
    messages: withTimes(messages, now),
    total: number(total),
    isEmpty: entities.length === 0,
  };
}

export function createHistory({ endpoints, ports, request }: HistoryDeps): History {
  const { clock, random, http } = ports;
  const calls: number[] = [];
  let jwt = { value: "", until: Number.NEGATIVE_INFINITY };
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => void clock.after(ms, resolve));

  async function token(signal: AbortSignal): Promise<string> {
    if (jwt.value !== "" && clock.now() < jwt.until - JWT_SLACK_MS) return jwt.value;
    const frame = await request({ action: { action: "getJwt" }, tracingId: random.id(), signal });
    if (frame.kind !== "jwt" || frame.jwt === "")
      throw new ParlorError("bad-response", "The history cannot be read");
    jwt = { value: frame.jwt, until: frame.expiresAt };
    return frame.jwt;
  }
  async function call(page: number, signal: AbortSignal): Promise<HttpAnswer> {
    const authorization = `Bearer ${await token(signal)}`;
    const oldest = calls.length < MAX_CALLS ? undefined : calls[calls.length - MAX_CALLS];
    const wait = oldest === undefined ? 0 : oldest + CALLS_MS - clock.now();
    if (wait > 0) await pause(Math.min(wait, CALLS_MS));
    calls.push(clock.now());
    calls.splice(0, calls.length - MAX_CALLS);
    return http({
      method: "GET",
      url: `${endpoints.api}/api/v2/webmessaging/messages?pageNumber=${page}&pageSize=${PAGE_SIZE}`,
      headers: { Authorization: authorization },
      signal,
    });
  }
  return {
    async page(page, signal) {
      let isFresh = false;
      for (let tries = 1; ; tries++) {
        const { status, body } = await call(page, signal);
        if (status === 401 && !isFresh) {
          isFresh = true;
          jwt = { value: "", until: 0 };
          continue;
        }
        const read = status === 200 ? readPage(body, clock.now()) : null;
        if (read !== null) return read;
        if (status === 429) throw new ParlorError("rate-limited", "Too many calls");
        if (status < 500 || tries >= MAX_TRIES)
          throw new ParlorError("server-error", `The history answered ${status}`);
        await pause(backoff(tries, random.next()));
      }
    },
  };
}
