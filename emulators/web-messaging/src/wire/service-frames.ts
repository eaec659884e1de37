import { z } from "zod";
import { strings, wireMessage } from "./messages.ts";

const media = z.looseObject({
  inbound: z.looseObject({
    fileTypes: z.array(z.looseObject({ type: z.string() })),
    maxFileSizeKB: z.number(),
  }),
});

const uploadEvent = { attachmentId: z.string(), timestamp: z.string() };

const error = { errorCode: z.number(), errorMessage: z.string() };

/** The bodies of the service's frames, by their `class`. */
export const serviceBodies = {
  string: z.string(),
  SessionResponse: z.looseObject({
    connected: z.boolean(),
    newSession: z.boolean().optional(),
    readOnly: z.boolean().optional(),
    maxCustomDataBytes: z.number().optional(),
    allowedMedia: media.optional(),
    blockedExtensions: z.array(z.string()).optional(),
    clearedExistingSession: z.boolean().optional(),
    durationSeconds: z.number().optional(),
    expirationDate: z.number().optional(),
  }),
  StructuredMessage: wireMessage,
  PresignedUrlResponse: z.looseObject({
    attachmentId: z.string(),
    url: z.url(),
    headers: strings,
    fileName: z.string().optional(),
    fileSize: z.number(),
    fileType: z.string().optional(),
  }),
  AttachmentDeletedResponse: z.looseObject({ attachmentId: z.string() }),
  UploadSuccessEvent: z.looseObject({ ...uploadEvent, downloadUrl: z.url() }),
  UploadFailureEvent: z.looseObject({ ...uploadEvent, ...error }),
  GenerateUrlError: z.looseObject({ attachmentId: z.string(), ...error }),
  JwtResponse: z.looseObject({ jwt: z.string(), exp: z.number() }),
  GetConfigurationResponse: z.looseObject({
    allowedMedia: media.optional(),
    blockedExtensions: z.array(z.string()).optional(),
    maxCustomDataBytes: z.number(),
    messageRoutingEnabled: z.boolean(),
    sessionDurationSeconds: z.number().optional(),
  }),
  TooManyRequestsErrorMessage: z.looseObject({ ...error, retryAfter: z.number() }),
  ConnectionClosedEvent: z.looseObject({
    reason: z.string().optional(),
    reasonCode: z.string().optional(),
  }),
  SessionExpiredEvent: z.looseObject({}),
  SessionClearedEvent: z.looseObject({}),
  LogoutEvent: z.looseObject({}),
  ErrorMessage: z.looseObject(error),
} as const;

/** One frame of the service. */
export interface ServiceFrame {
  readonly type: "response" | "message";
  readonly class: string;
  /** A number; a text only where a fault asks for it. */
  readonly code: number | string;
  readonly tracingId?: string | undefined;
  readonly body: unknown;
}

const envelope = z.looseObject({
  type: z.enum(["response", "message"]),
  class: z.string(),
  code: z.union([z.number(), z.string()]),
  tracingId: z.string().optional(),
  body: z.unknown(),
});

/**
 * Reads a frame of the service.
 * @throws ZodError if the envelope, or the body of its class, is not as the contract has it.
 */
export function parseServiceFrame(text: string): ServiceFrame {
  const frame = envelope.parse(JSON.parse(text));
  const body = Object.entries(serviceBodies).find(([name]) => name === frame.class)?.[1];
  if (body === undefined) throw new TypeError(`The contract has no class ${frame.class}.`);
  body.parse(frame.body);
  return frame;
}

/** A frame of the service as a JSON schema: its envelope, and a body for each class. */
export const serviceFrameSchema = z.union(
  Object.entries(serviceBodies).map(([name, body]) =>
    z.looseObject({ ...envelope.shape, class: z.literal(name), body }),
  ),
);
