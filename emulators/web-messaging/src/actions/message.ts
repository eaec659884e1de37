import { randomUUID } from "node:crypto";
import { inboundMessage, pushed, type InboundFields } from "../frames.ts";
import { mediaTypeOf } from "../files.ts";
import type { WireContent, WireMessage } from "../wire/messages.ts";
import type { GuestMessage } from "../wire/requests.ts";
import { closedBody } from "./configure.ts";
import { refuse, slowDown, type AskedOf } from "./reply.ts";

const bytesOf = (text: string): number => Buffer.byteLength(text, "utf8");

/** Clients send typing at most this often. */
const TYPING_INTERVAL_MS = 5_000;

/** Answers `onMessage`: a text, an answer, a file, or an event. */
export function onMessage(asked: AskedOf, message: GuestMessage): void {
  const { session } = asked;
  const [event] = message.events ?? [];
  const presence = event?.presence?.type;
  if (session.isReadOnly && presence !== "Clear")
    return refuse(asked, 409, "The session is read-only");
  const wait = session.messageWindow.take();
  if (wait > 0) return slowDown(asked, wait, "Message rate too high for this session");
  if (message.type !== "Event") return onText(asked, message);
  if (event === undefined) return refuse(asked, 4_020, "Missing parameter: message.events");
  if (event.eventType === "Typing") return onTyping(asked, message);
  if (event.eventType === "Presence" && presence === "Join") return onJoin(asked, message);
  if (event.eventType === "Presence" && presence === "Clear") return onClear(asked, message);
  return refuse(asked, 400, "Invalid parameter: message.events");
}

/** Tells every connection of a message, with the request's `tracingId`. */
function echo({ session, tracingId }: AskedOf, message: WireMessage): void {
  session.broadcast({
    ...pushed("StructuredMessage", message),
    ...(tracingId === undefined ? {} : { tracingId }),
  });
}

function accept(asked: AskedOf, fields: InboundFields): void {
  const { session, service } = asked;
  const message = inboundMessage(session, fields, randomUUID());
  session.isStarted = true;
  session.guestTypingAt = null;
  session.extend();
  session.keep(message);
  echo(asked, message);
  service.touch();
}

function onText(asked: AskedOf, message: GuestMessage): void {
  const { service } = asked;
  const { text, content = [], type = "Text" } = message;
  const length = bytesOf(text ?? "");
  if (length > service.limits.textBytes)
    return refuse(
      asked,
      4_011,
      `Message length ${length} is larger than ${service.limits.textBytes}`,
    );
  if (text === undefined && content.length === 0)
    return refuse(asked, 4_020, "Missing parameter: message.text");
  if (text === "" && content.length === 0)
    return refuse(asked, 400, "Invalid parameter: message.text is empty");
  if (!hasAttributes(asked, message)) return;
  const items = attachmentsOf(asked, content);
  if (items === null) return;
  accept(asked, {
    type,
    ...(text === undefined ? {} : { text }),
    ...(items.length === 0 ? {} : { content: items }),
  });
}

/** Takes the custom attributes; false if they are too large and the message is refused. */
function hasAttributes(asked: AskedOf, message: GuestMessage): boolean {
  const { session } = asked;
  const given = message.channel?.metadata?.customAttributes ?? {};
  const bytes = bytesOf(Object.entries(given).flat().join(""));
  const most = session.settings.customDataBytes;
  if (bytes > most) {
    refuse(asked, 4_013, `Custom attributes of ${bytes} bytes are larger than ${most}`);
    return false;
  }
  session.attributes = { ...session.attributes, ...given };
  return true;
}

/** The content as the echo has it, with the fields of stored files; null if it is refused. */
function attachmentsOf(asked: AskedOf, content: readonly WireContent[]): WireContent[] | null {
  const { service, session } = asked;
  if (content.filter(({ contentType }) => contentType === "Attachment").length > 1) {
    refuse(asked, 400, "Invalid parameter: message.content has more than one attachment");
    return null;
  }
  const items: WireContent[] = [];
  for (const item of content) {
    if (item.contentType !== "Attachment") {
      items.push(item);
      continue;
    }
    const id = item.attachment?.id;
    const file = id === undefined ? undefined : service.files.find(session, id);
    if (file === undefined || file.state === "deleted") {
      refuse(asked, 4_009, "Attachment not found");
      return null;
    }
    if (file.state !== "stored") {
      refuse(asked, 4_010, "Attachment is not uploaded");
      return null;
    }
    const path = service.files.offerDownload(file, session.settings.downloadSeconds);
    items.push({
      contentType: "Attachment",
      attachment: {
        id: file.id,
        mediaType: mediaTypeOf(file.type),
        url: service.origins.api + path,
        filename: file.name,
        fileSize: file.size,
        mime: file.type,
      },
    });
  }
  return items;
}

function onTyping(asked: AskedOf, message: GuestMessage): void {
  const { session, service } = asked;
  if (!session.settings.showGuestTyping)
    return refuse(asked, 403, "Typing events are not supported");
  const now = service.clock.now();
  const isOn = message.events?.[0]?.typing?.type !== "Off";
  if (isOn && now - (session.lastTypingAt ?? -Infinity) < TYPING_INTERVAL_MS)
    service.violated("typing is sent at most once in 5 seconds");
  if (isOn) session.lastTypingAt = now;
  session.guestTypingAt = isOn ? now : null;
  if (session.settings.variants.echoesTyping)
    echo(asked, inboundMessage(session, { type: "Event", events: message.events }, randomUUID()));
  service.touch();
}

function onJoin(asked: AskedOf, message: GuestMessage): void {
  const { session, service } = asked;
  if (session.isStarted) service.violated("Join is only for a new session");
  if (!hasAttributes(asked, message)) return;
  accept(asked, { type: "Event", events: message.events });
}

/** Ends the conversation for good: echo, `SessionClearedEvent`, and the end of every connection. */
function onClear(asked: AskedOf, message: GuestMessage): void {
  const { session, service } = asked;
  if (!session.settings.clear)
    return refuse(asked, 403, "Presence events Conversation Clear are not supported");
  echo(asked, inboundMessage(session, { type: "Event", events: message.events }, randomUUID()));
  session.broadcast(pushed("SessionClearedEvent"));
  for (const connection of session.connections) connection.dismiss(closedBody(session));
  service.end(session, "cleared");
}
