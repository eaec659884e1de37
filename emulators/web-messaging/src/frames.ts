import type { Session } from "./session.ts";
import { allowedMediaJson } from "./deployment.ts";
import type { WireContent, WireEvent, WireMessage, WirePerson } from "./wire/messages.ts";
import type { ServiceFrame } from "./wire/service-frames.ts";

type Tracing = string | undefined;

const traced = (tracingId: Tracing): { tracingId?: string } =>
  tracingId === undefined ? {} : { tracingId };

/** An answer to a request. */
export const response = (className: string, body: unknown, tracingId: Tracing): ServiceFrame => ({
  type: "response",
  class: className,
  code: 200,
  ...traced(tracingId),
  body,
});

/** A frame that no request asked for. */
export const pushed = (className: string, body: unknown = {}): ServiceFrame => ({
  type: "message",
  class: className,
  code: 200,
  body,
});

/** A refusal as the service words most of them: a class `string` with a plain text. */
export const refusal = (code: number, text: string, tracingId: Tracing): ServiceFrame => ({
  type: "response",
  class: "string",
  code,
  ...traced(tracingId),
  body: text,
});

/** The other form of a refusal, with `errorCode` in its body. */
export const errorMessage = (code: number, text: string, tracingId: Tracing): ServiceFrame => ({
  type: "response",
  class: "ErrorMessage",
  code,
  ...traced(tracingId),
  body: { errorCode: code, errorMessage: text },
});

export const tooManyRequests = (
  retryAfter: number,
  text: string,
  tracingId: Tracing,
): ServiceFrame => ({
  type: "response",
  class: "TooManyRequestsErrorMessage",
  code: 429,
  ...traced(tracingId),
  body: { retryAfter, errorCode: 4029, errorMessage: text },
});

/** The state of a session, with numbers and booleans (inside `metadata` they are texts). */
export function sessionResponse(
  session: Session,
  facts: {
    readonly isNew?: boolean;
    readonly hasCleared?: boolean;
    readonly tracingId?: Tracing;
  } = {},
): ServiceFrame {
  const { settings } = session;
  return response(
    "SessionResponse",
    {
      connected: true,
      newSession: facts.isNew ?? false,
      readOnly: session.isReadOnly,
      maxCustomDataBytes: settings.customDataBytes,
      ...allowedMediaJson(settings),
      clearedExistingSession: facts.hasCleared ?? false,
      durationSeconds: settings.sessionSeconds,
      expirationDate: session.expirationDate,
    },
    facts.tracingId,
  );
}

/** The fields of a guest's message that its echo repeats. */
export interface InboundFields {
  readonly type: string;
  readonly text?: string | undefined;
  readonly content?: WireContent[] | undefined;
  readonly events?: WireEvent[] | undefined;
}

/** The echo of a guest's message. */
export function inboundMessage(
  session: Session,
  fields: InboundFields,
  messageId: string,
): WireMessage {
  const { id, time, correlationId } = session.stamp();
  return {
    ...fields,
    id,
    direction: "Inbound",
    channel: { time, messageId },
    metadata: { correlationId },
  };
}

/** A message of an agent or a bot. */
export function outboundMessage(
  session: Session,
  from: WirePerson,
  entity: "Human" | "Bot",
  said: { readonly text?: string; readonly content?: readonly WireContent[] },
): WireMessage {
  const { id, time, correlationId } = session.stamp();
  const isStructured = said.content?.some(({ contentType }) => contentType !== "Attachment");
  return {
    id,
    type: isStructured === true ? "Structured" : "Text",
    direction: "Outbound",
    ...(said.text === undefined ? {} : { text: said.text }),
    originatingEntity: entity,
    channel: { time, type: "Private", from, to: {} },
    metadata: { correlationId },
    ...(said.content === undefined ? {} : { content: [...said.content] }),
  };
}

/** A presence or typing event of the other side. */
export function outboundEvent(
  session: Session,
  event: WireEvent,
  metadata: Readonly<Record<string, string>> = {},
): WireMessage {
  const { id, time, correlationId } = session.stamp();
  return {
    id,
    type: "Event",
    direction: "Outbound",
    channel: { time, messageId: id },
    metadata: { correlationId, ...metadata },
    events: [event],
  };
}
