import { z } from "zod";

/*
 * The parts that frames of both directions and the history share. Every object is open: unknown
 * fields are ignored, never refused.
 */

export const strings = z.record(z.string(), z.string());

export const person = z.looseObject({
  nickname: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  image: z.string().optional(),
});

export const channel = z.looseObject({
  time: z.string().nullable().optional(),
  messageId: z.string().optional(),
  type: z.string().optional(),
  from: person.optional(),
  to: z.looseObject({}).optional(),
  metadata: z.looseObject({ customAttributes: strings.optional() }).optional(),
});

export const wireEvent = z.looseObject({
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

export const cardAction = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  url: z.string().optional(),
  payload: z.string().optional(),
});
export const card = z.looseObject({
  title: z.string(),
  description: z.string().optional(),
  image: z.string().optional(),
  defaultAction: cardAction.optional(),
  actions: z.array(cardAction),
});
export const content = z.looseObject({
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
