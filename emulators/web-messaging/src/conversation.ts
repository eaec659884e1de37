import { randomUUID } from "node:crypto";
import { closedBody } from "./actions/configure.ts";
import { mediaTypeOf } from "./files.ts";
import { outboundEvent, outboundMessage, pushed, sessionResponse } from "./frames.ts";
import type { Service } from "./service.ts";
import type { Ending, Session } from "./session.ts";
import type { WireCard, WireContent, WireMessage, WirePerson } from "./wire.ts";

/** A file of the other side. */
export interface SentFile {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A file of the guest, as the service has it. */
export interface ReceivedFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly state: "promised" | "stored" | "failed" | "deleted";
  /** Null until they are uploaded. */
  readonly bytes: Uint8Array | null;
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

/** One guest's session, as a test sees and moves it. */
export interface Conversation {
  readonly token: string;
  readonly deploymentId: string;
  /** Oldest first; typing is not kept. */
  readonly messages: readonly WireMessage[];
  /** Texts of the guest's messages, oldest first; an answer has the text of its button. */
  readonly guestTexts: readonly string[];
  /** The custom attributes of all messages; later ones win. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly files: readonly ReceivedFile[];
  readonly isStarted: boolean;
  readonly isReadOnly: boolean;
  /** Null while the token opens the session. */
  readonly ending: Ending | null;
  readonly connectionCount: number;
  readonly isGuestTyping: boolean;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  agent(person?: WirePerson): Speaker;
  bot(person?: WirePerson): Speaker;
  /** Sends a `SessionResponse` that nobody asked for; `readOnly` changes the session first. */
  announces(change?: { readonly readOnly?: boolean }): void;
  expires(): void;
  /** The other side clears the conversation. */
  clears(): void;
  /** Ends the oldest connection as if there were too many. */
  evictsOldest(): void;
  /** Ends every connection with `ConnectionClosedEvent`. */
  closesConnections(reason?: string): void;
  /** Breaks every socket without a close frame: clients see code 1006. */
  dropsSockets(): void;
  /** Asks a signed-in person to authenticate again with the next request. */
  asksForSignIn(): void;
}

function speaker(
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
        content: replies.map((reply) => ({ contentType: "QuickReply", quickReply: asReply(reply) })),
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
    throw new RangeError("The emulator keeps no more bytes.");
  const file = {
    id: randomUUID(),
    session,
    name,
    type,
    size: bytes.byteLength,
    bytes,
    state: "stored" as const,
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

function assertLive(session: Session): void {
  if (session.ending !== null)
    throw new Error(`The session has ended (${session.ending}): nobody can act in it.`);
}

const ROBIN: WirePerson = { nickname: "Robin" };

/** The text of a guest's message; an answer has that of its button. */
function textOf({ text, content = [] }: WireMessage): string {
  const answer = content.find(({ buttonResponse }) => buttonResponse !== undefined);
  return text === undefined || text === "" ? (answer?.buttonResponse?.text ?? "") : text;
}

/** The conversation of a session. */
export function conversationOf(service: Service, session: Session): Conversation {
  return {
    token: session.token,
    deploymentId: session.deploymentId,
    get messages() {
      return session.messages;
    },
    get guestTexts() {
      return session.messages
        .filter(({ direction, type }) => direction === "Inbound" && type !== "Event")
        .map(textOf);
    },
    get attributes() {
      return session.attributes;
    },
    get files() {
      return service.files.of(session).map(({ session: _, size: __, ...file }) => file);
    },
    get isStarted() {
      return session.isStarted;
    },
    get isReadOnly() {
      return session.isReadOnly;
    },
    get ending() {
      return session.ending;
    },
    get connectionCount() {
      return session.connections.size;
    },
    get isGuestTyping() {
      return session.guestTypingAt !== null;
    },
    get expiresAt() {
      return session.expiresAt;
    },
    agent: (person = ROBIN) => speaker(service, session, person, "Human"),
    bot: (person = {}) => speaker(service, session, person, "Bot"),
    ...faultsOf(service, session),
  };
}

function faultsOf(
  service: Service,
  session: Session,
): Pick<
  Conversation,
  | "announces"
  | "expires"
  | "clears"
  | "evictsOldest"
  | "closesConnections"
  | "dropsSockets"
  | "asksForSignIn"
> {
  const closeAll = (reason?: string): void => {
    for (const connection of session.connections) connection.dismiss(closedBody(session, reason));
  };
  return {
    announces({ readOnly } = {}) {
      assertLive(session);
      if (readOnly !== undefined) session.isReadOnly = readOnly;
      session.broadcast(sessionResponse(session));
    },
    expires() {
      assertLive(session);
      service.expire(session);
    },
    clears() {
      assertLive(session);
      session.broadcast(pushed("SessionClearedEvent"));
      closeAll();
      service.end(session, "cleared");
    },
    evictsOldest() {
      const [oldest] = session.connections;
      oldest?.dismiss(closedBody(session));
      service.touch();
    },
    closesConnections(reason) {
      closeAll(reason);
      service.touch();
    },
    dropsSockets() {
      for (const connection of session.connections) connection.drop();
      service.touch();
    },
    asksForSignIn() {
      session.needsSignIn = true;
    },
  };
}
