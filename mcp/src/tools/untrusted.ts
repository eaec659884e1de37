/** Fields whose texts the server makes; the texts of all others were written by somebody. */
const serverFields: ReadonlySet<string> = new Set(
  `id conversationId messageId communicationId queueId userId code
  selfUri firstUri lastUri nextUri previousUri messageURI
  addressNormalized addressRaw fromAddress toAddress
  timestamp time messageTime dateIssued startTime endTime
  startAlertingTime startHoldTime connectedTime disconnectedTime
  direction disconnectType messageStatus messengerType originatingEntity
  platform provider purpose state status transferType type
  contentType mediaType mime wrapupPrompt`.split(/\s+/),
);

/** The writer of the texts in an object that says nothing about it. */
const SOMEBODY = "visitor or agent";
const FROM_VISITOR = /^inbound$/i;

/** A text, or a map with texts as its keys and values, that somebody has written. */
export interface Untrusted {
  readonly untrusted: unknown;
  readonly writtenBy: string;
}

export const isServerField = (name: string): boolean => serverFields.has(name);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Only messages have a writer: every participant has a direction too. */
function writerIn(value: Readonly<Record<string, unknown>>, around: string): string {
  const { direction } = value;
  const isMessage = "textBody" in value || "text" in value;
  if (!isMessage || typeof direction !== "string") return around;
  return FROM_VISITOR.test(direction) ? "visitor" : "agent or bot";
}

/**
 * Puts every text of a reply that somebody has written into an {@link Untrusted}, unknown fields
 * included.
 */
export function markUntrusted(value: unknown, name = "", writtenBy = SOMEBODY): unknown {
  if (typeof value === "string")
    return serverFields.has(name) ? value : { untrusted: value, writtenBy };
  if (Array.isArray(value)) return value.map((one) => markUntrusted(one, name, writtenBy));
  if (!isObject(value)) return value;
  // Visitors choose the names of attributes as well.
  if (name === "attributes" && Object.keys(value).length > 0)
    return { untrusted: value, writtenBy } satisfies Untrusted;
  const writer = writerIn(value, writtenBy);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, markUntrusted(one, key, writer)]),
  );
}
