import { z } from "zod";

/*
 * The frames of both directions. Every object is open: unknown fields are ignored, never refused.
 */

const strings = z.record(z.string(), z.string());

const person = z.looseObject({
  nickname: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  image: z.string().optional(),
});

const channel = z.looseObject({
  time: z.string().nullable().optional(),
  messageId: z.string().optional(),
  type: z.string().optional(),
  from: person.optional(),
  to: z.looseObject({}).optional(),
  metadata: z.looseObject({ customAttributes: strings.optional() }).optional(),
});

const wireEvent = z.looseObject({
  eventType: z.string(),
  typing: z
    .looseObject({
      type: z.string(),
      duration: z.number().optional(),
      durationMs: z.number().optional(),
    })
    .optional(),
  presence: z.looseObject({ type: z.string() }).optional(),
});

const cardAction = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  url: z.string().optional(),
  payload: z.string().optional(),
});
const card = z.looseObject({
  title: z.string(),
  description: z.string().optional(),
  image: z.string().optional(),
  defaultAction: cardAction.optional(),
  actions: z.array(cardAction),
});
const content = z.looseObject({
  contentType: z.string(),
  attachment: z
    .looseObject({
      id: z.string(),
      mediaType: z.string().optional(),
      url: z.string().optional(),
      filename: z.string().optional(),
      fileSize: z.number().optional(),
      mime: z.string().optional(),
    })
    .optional(),
  buttonResponse: z
    .looseObject({
      type: z.string(),
      text: z.string().optional(),
      payload: z.string().optional(),
      originatingMessageId: z.string().optional(),
    })
    .optional(),
  quickReply: z
    .looseObject({
      text: z.string(),
      payload: z.string().optional(),
      image: z.string().optional(),
      action: z.string().optional(),
    })
    .optional(),
  card: card.optional(),
  carousel: z.looseObject({ cards: z.array(card) }).optional(),
  datePicker: z
    .looseObject({
      title: z.string().optional(),
      subtitle: z.string().optional(),
      imageUrl: z.string().optional(),
      availableTimes: z.array(z.looseObject({ dateTime: z.string(), duration: z.number() })),
    })
    .optional(),
});

/** One message or event, as frames and the history carry it. */
export const wireMessage = z.looseObject({
  id: z.string(),
  type: z.string(),
  direction: z.enum(["Inbound", "Outbound"]),
  text: z.string().optional(),
  originatingEntity: z.string().optional(),
  originatingMessageId: z.string().optional(),
  channel: channel.optional(),
  metadata: strings.optional(),
  content: z.array(content).optional(),
  events: z.array(wireEvent).optional(),
});
export type WireMessage = z.infer<typeof wireMessage>;
export type WireContent = z.infer<typeof content>;
export type WireEvent = z.infer<typeof wireEvent>;
export type WireCard = z.infer<typeof card>;
export type WirePerson = z.infer<typeof person>;

/** One frame of the service. */
export const serviceFrame = z.looseObject({
  type: z.enum(["response", "message"]),
  class: z.string(),
  code: z.union([z.number(), z.string()]),
  tracingId: z.string().optional(),
  body: z.union([z.string(), z.looseObject({})]),
});
export interface ServiceFrame {
  readonly type: "response" | "message";
  readonly class: string;
  /** A number; a text only where a fault asks for it. */
  readonly code: number | string;
  readonly tracingId?: string;
  readonly body: unknown;
}

const common = { token: z.string(), tracingId: z.string().optional() };

const journeyContext = z.looseObject({
  customer: z.looseObject({ id: z.string(), idType: z.string() }),
  customerSession: z.looseObject({ id: z.string(), type: z.string() }),
  triggeringAction: z.looseObject({}).optional(),
});

const configure = {
  ...common,
  deploymentId: z.string(),
  startNew: z.boolean().optional(),
  journeyContext: journeyContext.optional(),
};

const guestMessage = z.looseObject({
  type: z.enum(["Text", "Structured", "Event"]).optional(),
  text: z.string().optional(),
  content: z.array(content).optional(),
  events: z.array(wireEvent).optional(),
  channel: channel.optional(),
  metadata: strings.optional(),
});
export type GuestMessage = z.infer<typeof guestMessage>;

/** The requests of a guest, by their `action`. */
export const requests = {
  configureSession: z.looseObject({ action: z.literal("configureSession"), ...configure }),
  configureAuthenticatedSession: z.looseObject({
    action: z.literal("configureAuthenticatedSession"),
    ...configure,
    data: z.looseObject({ code: z.string() }),
  }),
  onMessage: z.looseObject({ action: z.literal("onMessage"), ...common, message: guestMessage }),
  onAttachment: z.looseObject({
    action: z.literal("onAttachment"),
    ...common,
    attachmentId: z.string().optional(),
    fileName: z.string(),
    fileType: z.string(),
    fileSize: z.number().optional(),
    errorsAsJson: z.boolean().optional(),
  }),
  getAttachment: z.looseObject({
    action: z.literal("getAttachment"),
    ...common,
    attachmentId: z.string(),
  }),
  deleteAttachment: z.looseObject({
    action: z.literal("deleteAttachment"),
    ...common,
    attachmentId: z.string(),
  }),
  getJwt: z.looseObject({ action: z.literal("getJwt"), ...common }),
  getConfiguration: z.looseObject({
    action: z.literal("getConfiguration"),
    ...common,
    deploymentId: z.string(),
  }),
  echo: z.looseObject({
    action: z.literal("echo"),
    ...common,
    message: guestMessage.optional(),
  }),
  closeSession: z.looseObject({
    action: z.literal("closeSession"),
    ...common,
    closeAllConnections: z.boolean().optional(),
  }),
} as const;

export type Action = keyof typeof requests;
export type Request<Name extends Action = Action> = z.infer<(typeof requests)[Name]>;

export const isAction = (value: unknown): value is Action =>
  typeof value === "string" && Object.hasOwn(requests, value);

/** A request, or the code and the text of its refusal. */
export type Parsed =
  | { readonly kind: "request"; readonly request: Request; readonly tracingId: string | undefined }
  | {
      readonly kind: "refused";
      readonly code: number;
      readonly text: string;
      readonly tracingId: string | undefined;
    };

const envelope = z.looseObject({ action: z.unknown(), tracingId: z.unknown() });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // It is refused below, as everything that is no object.
    return undefined;
  }
}

/** Reads one text frame of a guest. */
export function parseRequest(text: string): Parsed {
  const json = parseJson(text);
  const outer = envelope.safeParse(json);
  const given = outer.data?.tracingId;
  const tracingId = typeof given === "string" ? given : undefined;
  const refused = (code: number, text: string): Parsed => ({
    kind: "refused",
    code,
    text,
    tracingId,
  });
  if (!outer.success) return refused(400, "The frame is no JSON object");
  const { action } = outer.data;
  if (action === undefined) return refused(4020, "Missing parameter: action");
  if (!isAction(action)) return refused(400, "Unknown action");
  const parsed = requests[action].safeParse(json);
  if (parsed.success) return { kind: "request", request: parsed.data, tracingId };
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String) ?? [];
  return isMissing(json, path)
    ? refused(4020, `Missing parameter: ${path.join(".")}`)
    : refused(400, `Invalid parameter: ${path.join(".")}`);
}

/** Whether nothing stands at the path. */
function isMissing(json: unknown, path: readonly string[]): boolean {
  let value = json;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return true;
    value = Object.entries(value).find(([name]) => name === key)?.[1];
  }
  return value === undefined;
}
