import type { FileContent, Message } from "../../conversation/message.ts";
import type { AnswerContent } from "../../conversation/rich-content.ts";
import { codeOf, ParlorError } from "../../errors.ts";
import { failureLogger } from "../../ports/log.ts";
import type { Connection, Draft } from "../backend.ts";
import { messageOfAnswer } from "./answers.ts";
import { bytesOf, type PendingAttributes } from "./attributes.ts";
import type { Account } from "./account.ts";
import type { Request } from "./channel.ts";
import { openConversation, type Conversation, type ConversationDeps } from "./conversation.ts";
import { asUuid } from "./files.ts";
import type { Frame } from "./frames.ts";
import type { Link } from "./link.ts";
import { isSameContent } from "./same-content.ts";
import { ATTRIBUTES_TOO_LARGE, errorOf, isAboutMessage, wantsSignIn } from "./refusal.ts";

/* The calls of one conversation. */

/** The service takes as many bytes of UTF-8 in one message. */
const MAX_TEXT = 4_096;
const TYPING_EVERY_MS = 5_000;
const CLEAR_MS = 5_000;
const MAX_ATTRIBUTES = 2_048;
const TYPING = "typing-";

export const presence = (type: string): object => ({
  type: "Event",
  events: [{ eventType: "Presence", presence: { type } }],
});

const withAttributes = (message: object, attributes: object | undefined): object =>
  attributes === undefined
    ? message
    : { ...message, channel: { metadata: { customAttributes: attributes } } };

const attachment = ({ id }: FileContent): object => ({
  contentType: "Attachment",
  attachment: { id },
});

const answerIn = ({ content }: Draft): AnswerContent | undefined =>
  content.find((one) => one.kind === "answer");

/** A message as the service takes it. @param messages - those of the conversation */
function messageOf(draft: Draft, messages: Iterable<Message>): object {
  const { text, content } = draft;
  const answer = answerIn(draft);
  if (answer !== undefined) return messageOfAnswer(answer, text, messages);
  const files = content.filter((one): one is FileContent => one.kind === "file");
  return {
    type: "Text",
    ...(text !== "" && { text: text.replace(/\r\n?/g, "\n") }),
    ...(files.length > 0 && { content: files.map(attachment) }),
  };
}

/** Ends a conversation for both sides. @throws ParlorError */
export async function clearConversation(
  link: Link,
  tracingId: string,
  signal: AbortSignal,
): Promise<void> {
  const frame = await link.request({
    action: { action: "onMessage", message: presence("Clear") },
    tracingId,
    // The echo of the wish, if there is one, is no answer yet.
    accepts: ({ kind }) => kind !== "message",
    isAnswer: ({ kind }) => kind === "cleared",
    limitMs: CLEAR_MS,
    signal,
  });
  if (frame.kind === "refused") throw errorOf(frame.refusal);
}

export interface ConnectionDeps extends Omit<ConversationDeps, "onFacts" | "onRefusal"> {
  readonly attributes: PendingAttributes;
  readonly account: Account;
  /** Whether another page, or another tab, has begun the conversation. */
  readonly isResumed: boolean;
  readonly onSignIn: () => void;
}

/** Whether a frame that answers another request, or none, is the echo of this draft. */
const isEcho = (frame: Frame, { text: body, content }: Draft): boolean =>
  frame.kind === "message"
    ? frame.message.isOwn &&
      frame.message.isShown &&
      isSameContent({ body: frame.message.text, content: frame.message.content }, { body, content })
    : frame.kind === "refused" && frame.tracingId === "" && isAboutMessage(frame.refusal);

/** Sends messages with the attributes that are due. */
function createPoster({ link, attributes, ports: { log } }: ConnectionDeps) {
  let max = MAX_ATTRIBUTES;
  async function attempt(message: object, request: Omit<Request, "action">): Promise<Frame> {
    const own = attributes.next(max);
    const whole = withAttributes(message, own);
    const action = { action: "onMessage", message: whole };
    const frame = await link.request({ ...request, action });
    if (frame.kind === "message") attributes.acknowledge(own);
    return frame;
  }
  return {
    setMax: (bytes: number) => void (max = bytes),
    async post(message: object, request: Omit<Request, "action">): Promise<Frame> {
      const frame = await attempt(message, request);
      if (frame.kind !== "refused" || frame.refusal.code !== ATTRIBUTES_TOO_LARGE) return frame;
      log.warn("The custom attributes are too large for the service, and are left out");
      max = 0;
      return attempt(message, request);
    },
  };
}

/** Tells the service that the guest is writing, until it refuses to hear of it. */
function createTypingNotices({
  link,
  config,
  isResumed,
  ports: { clock, random },
}: ConnectionDeps) {
  // The page before may have told it a moment ago.
  let [toldAt, isWanted] = [isResumed ? clock.now() : Number.NEGATIVE_INFINITY, true];
  return {
    refuse: () => void (isWanted = false),
    tell() {
      const now = clock.now();
      if (!isWanted || !config().showsGuestTyping || !link.isReady()) return;
      if (Math.abs(now - toldAt) < TYPING_EVERY_MS) return;
      toldAt = now;
      const events = [{ eventType: "Typing", typing: { type: "On" } }];
      const message = { type: "Event", events };
      link.tell({ action: "onMessage", message }, TYPING + random.id());
    },
  };
}

export function openConnection(deps: ConnectionDeps): Connection {
  const { link, ports, config, files, sink } = deps;
  const { clock, log, random } = ports;
  const poster = createPoster(deps);
  const typing = createTypingNotices(deps);
  let hasJoined = false;

  const conversation: Conversation = openConversation({
    ...deps,
    onFacts({ maxAttributes, isNew, isReadOnly }) {
      poster.setMax(maxAttributes);
      if (!isNew || isReadOnly || !config().autoStart || hasJoined) return;
      hasJoined = true;
      const joined = poster.post(presence("Join"), { tracingId: asUuid(random.id()) });
      joined.catch(failureLogger(log, "Starting the conversation"));
    },
    onRefusal({ tracingId, refusal }) {
      if (tracingId.startsWith(TYPING) || refusal.code === 403) typing.refuse();
      if (wantsSignIn(refusal)) deps.onSignIn();
      log.warn(`The service refused something: ${refusal.code}`);
    },
  });
  async function send(key: string, draft: Draft, signal: AbortSignal) {
    if (bytesOf(draft.text) > MAX_TEXT)
      throw new ParlorError("message-too-long", `The message has more than ${MAX_TEXT} bytes`);
    const isAnswer = (frame: Frame): boolean => isEcho(frame, draft);
    const message = messageOf(draft, sink.state().messages.values());
    const sent = { body: draft.text, content: draft.content };
    const request = { tracingId: asUuid(key), isAnswer, signal };
    const frame = await poster.post(message, request).catch((error: unknown) => {
      conversation.reports().noteSend(sent, codeOf(error) !== "busy");
      throw error;
    });
    conversation.reports().noteSend(sent, false);
    if (frame.kind === "message") {
      files.noteAddresses(frame.message.addresses);
      deps.noteTime(frame.message.at);
      conversation.noteSent(frame.message);
      // The row is told of its echo when this call has returned.
      clock.after(0, () => conversation.reports().flush());
      const row = conversation.reports().rowOf(frame.message);
      return {
        ...row,
        // The echo of an answer may not say which message it belongs to.
        content: answerIn(draft) === undefined ? row.content : draft.content,
        at: Number.isNaN(row.at) ? clock.now() : row.at,
      };
    }
    if (frame.kind !== "refused") throw new ParlorError("bad-response", "No echo");
    if (frame.refusal.code === 409) sink.ended("agent");
    if (wantsSignIn(frame.refusal)) deps.onSignIn();
    throw errorOf(frame.refusal);
  }
  return {
    isReady: () => link.isReady(),
    send,
    lookUp: (draft) => conversation.lookUp(draft),
    loadOlder: (signal) => conversation.loadOlder(signal),
    typing: () => typing.tell(),
    async end(signal) {
      if (!config().canClear) return link.close();
      try {
        await clearConversation(link, asUuid(random.id()), signal);
      } catch (error) {
        // From now on the menu offers to leave and forget.
        if (error instanceof ParlorError && error.code === "refused") conversation.setEnd("here");
        throw error;
      }
    },
    files: async () => ({
      ...files.calls,
      announce: (...given) =>
        files.calls.announce(...given).finally(() => {
          if (files.isOff()) conversation.tell();
        }),
    }),
    signIn: () => link.signIn(),
    signOut: () => deps.account.revoke(),
    wake: () => link.wake(),
    close: () => conversation.close(),
  };
}
