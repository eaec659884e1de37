import { randomUUID } from "node:crypto";
import { EmulatorError } from "./errors.ts";
import { mediaTypeOf, type StoredFile } from "./files.ts";
import { outboundEvent, outboundMessage } from "./frames.ts";
import type { Service } from "./service.ts";
import type { Session } from "./session.ts";
import type { WireCard, WireContent, WireMessage, WirePerson } from "./wire/messages.ts";

/** A file of the other side. */
export interface SentFile {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** One answer that is offered; a text is its own payload. */
export type Reply =
  | string
  | { readonly text: string; readonly payload?: string; readonly image?: string };

/** The acts of an agent or a bot. Each returns the message as the wire has it. */
export interface Speaker {
  says(text: string): WireMessage;
  /** A question with quick replies. */
  asks(text: string, replies: readonly Reply[]): WireMessage;
  /** One card, or a carousel of several. */
  shows(text: string, cards: readonly WireCard[]): WireMessage;
  /** A date picker. */
  offersTimes(
    title: string,
    times: readonly { readonly dateTime: string; readonly duration: number }[],
  ): WireMessage;
  sendsFile(file: SentFile, text?: string): WireMessage;
  /** Any content, also such as the contract does not describe. */
  sends(said: { readonly text?: string; readonly content?: readonly WireContent[] }): WireMessage;
  /** The typing indicator, for `ms`; left out: without a duration. */
  types(ms?: number): void;
  stopsTyping(): void;
  /** Ends the conversation, as the deployment's `disconnect` says. */
  leaves(): void;
}

/** The acts of one person or bot in a session. */
export function speakerIn(
  service: Service,
  session: Session,
  from: WirePerson,
  entity: "Human" | "Bot",
): Speaker {
  const sends: Speaker["sends"] = (said) => {
    assertLive(session);
    const message = outboundMessage(session, from, entity, said);
    session.isStarted = true;
    session.extend();
    session.publish(message);
    service.touch();
    return message;
  };
  const typing = (fields: { type: string; duration?: number; durationMs?: number }): void => {
    assertLive(session);
    session.publish(outboundEvent(session, { eventType: "Typing", typing: fields }), false);
  };
  return {
    sends,
    says: (text) => sends({ text }),
    asks: (text, replies) =>
      sends({
        text,
        content: replies.map((reply) => ({
          contentType: "QuickReply",
          quickReply: asReply(reply),
        })),
      }),
    shows: (text, cards) => sends({ text, content: cardsOf(cards) }),
    offersTimes: (title, availableTimes) =>
      sends({
        text: title,
        content: [
          {
            contentType: "DatePicker",
            datePicker: { title, availableTimes: [...availableTimes] },
          },
        ],
      }),
    sendsFile(file, text) {
      assertLive(session);
      const content = [attachmentOf(service, session, file)];
      return sends({ ...(text === undefined ? {} : { text }), content });
    },
    types(ms) {
      const field = session.settings.variants.typingField;
      typing({ type: "On", ...(ms === undefined ? {} : { [field]: ms }) });
    },
    stopsTyping: () => typing({ type: "Off" }),
    leaves: () => disconnect(service, session),
  };
}

const asReply = (reply: Reply): { text: string; payload?: string; image?: string } =>
  typeof reply === "string"
    ? { text: reply, payload: reply }
    : { ...reply, payload: reply.payload ?? reply.text };

function cardsOf(cards: readonly WireCard[]): WireContent[] {
  const [card] = cards;
  return card !== undefined && cards.length === 1
    ? [{ contentType: "Card", card }]
    : [{ contentType: "Carousel", carousel: { cards: [...cards] } }];
}

function attachmentOf(
  service: Service,
  session: Session,
  { name, type, bytes }: SentFile,
): WireContent {
  if (service.files.storedBytes + bytes.byteLength > service.limits.storedBytes)
    throw new EmulatorError("storage-full", "The emulator keeps no more bytes.");
  const file: StoredFile = {
    id: randomUUID(),
    session,
    name,
    type,
    size: bytes.byteLength,
    bytes,
    state: "stored",
  };
  service.files.add(file);
  const path = service.files.offerDownload(file, session.settings.downloadSeconds);
  return {
    contentType: "Attachment",
    attachment: {
      id: file.id,
      mediaType: mediaTypeOf(type),
      url: service.origins.api + path,
      filename: name,
      fileSize: file.size,
      mime: type,
    },
  };
}

function disconnect(service: Service, session: Session): void {
  assertLive(session);
  const { disconnect: how } = session.settings;
  session.isStarted = false;
  session.isReadOnly = how === "ReadOnly";
  if (how !== "Off")
    session.publish(
      outboundEvent(
        session,
        { eventType: "Presence", presence: { type: "Disconnect" } },
        session.isReadOnly ? { readOnly: "true" } : {},
      ),
    );
  service.touch();
}

/** @throws EmulatorError `session-ended` */
export function assertLive(session: Session): void {
  if (session.ending !== null)
    throw new EmulatorError("session-ended", `The session has ended: ${session.ending}.`);
}
