import { allowsOrigin } from "./deployment.ts";
import { bearerOf, restError, type Answer, type Call } from "./http-call.ts";
import type { Session } from "./session.ts";
import type { WireMessage } from "./wire/messages.ts";

const DEFAULT_PAGE_SIZE = 25;
/** The contract names no largest page. */
const MAX_PAGE_SIZE = 100;

/** A whole number from the query. Null: it is none, or less than 1. */
function countFrom(text: string | null, otherwise: number): number | null {
  if (text === null) return otherwise;
  const count = Number(text);
  return Number.isSafeInteger(count) && count >= 1 ? count : null;
}

/** A message as the history has it. */
function entityOf(message: WireMessage, { settings }: Session): WireMessage {
  const { historyKeepsMetadata, historyFlattensAnswers, historyHidesTimes } = settings.variants;
  const { metadata, content = [], channel, ...rest } = message;
  const answer = content.find(({ contentType }) => contentType === "ButtonResponse");
  const isFlat = historyFlattensAnswers && answer !== undefined;
  return {
    ...rest,
    ...(isFlat ? { type: "Text", text: answer.buttonResponse?.text ?? message.text } : {}),
    originatingEntity: message.originatingEntity ?? "Human",
    channel: { ...channel, ...(historyHidesTimes ? { time: null } : {}) },
    ...(historyKeepsMetadata ? { metadata } : {}),
    content: isFlat ? [] : content,
  };
}

/** Answers `GET /api/v2/webmessaging/messages`: a page, newest first. */
export function historyPage(call: Call): Answer {
  const { service, incoming, url } = call;
  const session = service.historyTokens.open(bearerOf(call));
  if (session === undefined)
    return restError(401, "authentication.required", "The JWT is missing or has expired");
  if (!allowsOrigin(session.settings, incoming.headers.origin))
    return restError(403, "not.authorized", "The origin is not allowed");
  const wait = session.historyWindow.take();
  if (wait > 0)
    return {
      ...restError(429, "too.many.requests", "Too many history calls for this session"),
      headers: { "retry-after": String(wait) },
    };
  const pageNumber = countFrom(url.searchParams.get("pageNumber"), 1);
  const pageSize = countFrom(url.searchParams.get("pageSize"), DEFAULT_PAGE_SIZE);
  if (pageNumber === null || pageSize === null || pageSize > MAX_PAGE_SIZE)
    return restError(400, "bad.request", "pageNumber and pageSize are numbers from 1");
  const newestFirst = session.messages.toReversed();
  const from = (pageNumber - 1) * pageSize;
  return {
    status: 200,
    body: {
      entities: newestFirst.slice(from, from + pageSize).map((one) => entityOf(one, session)),
      pageSize,
      pageNumber,
      pageCount: Math.ceil(newestFirst.length / pageSize),
      total: newestFirst.length,
    },
  };
}
