import { z } from "zod";
import { channel, content, strings, wireEvent } from "./messages.ts";

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

export const guestMessage = z.looseObject({
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

const envelope = z.looseObject({
  action: z.unknown().optional(),
  tracingId: z.unknown().optional(),
});

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
