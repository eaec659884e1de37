import { closedBody } from "./actions/configure.ts";
import { pushed, sessionResponse } from "./frames.ts";
import type { Service } from "./service.ts";
import type { Ending, Session } from "./session.ts";
import { assertLive, speakerIn, type Speaker } from "./speaker.ts";
import type { WireMessage, WirePerson } from "./wire/messages.ts";
import type { ServiceFrame } from "./wire/service-frames.ts";

/** A file of the guest, as the service has it. */
export interface ReceivedFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly state: "promised" | "stored" | "failed" | "deleted";
  /** Null until they are uploaded. */
  readonly bytes: Uint8Array | null;
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
  /**
   * Sends any frame to every connection, or a text that is no frame: a receipt, an event of another
   * feature, a hostile one. It is in no history.
   */
  pushes(frame: ServiceFrame | string): void;
  /** Asks a signed-in person to authenticate again with the next request. */
  asksForSignIn(): void;
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
      return service.files
        .of(session)
        .map(({ id, name, type, state, bytes }) => ({ id, name, type, state, bytes }));
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
    agent: (person = ROBIN) => speakerIn(service, session, person, "Human"),
    bot: (person = {}) => speakerIn(service, session, person, "Bot"),
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
  | "pushes"
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
    pushes(frame) {
      for (const connection of session.connections)
        if (typeof frame === "string") connection.sendText(frame);
        else connection.send(frame);
    },
    asksForSignIn() {
      session.needsSignIn = true;
    },
  };
}
