import {
  isSameContent,
  type IncomingMessage,
  type SentContent,
} from "../../conversation/message.ts";
import { codeOf, ParlorError } from "../../errors.ts";
import { failureLogger } from "../../ports/log.ts";
import type { Ports } from "../../options.ts";
import type { Connection, NoteTime, Sink } from "../backend.ts";
import { openConversationSync } from "./conversation-sync.ts";
import { createLogReader } from "./log-reader.ts";
import { decodeFile } from "./decode-file.ts";
import { assertDecoded } from "./paging.ts";
import { refusal } from "./refusal.ts";
import type { RestClient } from "./rest-client.ts";
import type { SentParts } from "./sent-parts.ts";
import type { Json } from "./read-json.ts";
import type { SessionData } from "./session.ts";

/** Codes of a leave call that mean that the guest is no longer in the conversation. */
const GONE: readonly string[] = ["conversation-ended", "session-expired", "not-found"];

/** `files.ts` is fetched after this module, and imports nothing of its chunk. */
const fileTools = { decodeFile, assertDecoded, refusal };

/** The files of a message, or its answer: a message has one of them. */
async function partsToSend(content: readonly SentContent[], text: string): Promise<SentParts> {
  const isAnswer = content.some(({ kind }) => kind === "answer");
  // The content that is answered was read by the same code.
  const code = await (isAnswer ? import("./decode-rich.ts") : import("./files.ts"));
  return code.partsOf(content, text);
}

export function openConnection(
  session: SessionData,
  sink: Sink | null,
  signal: AbortSignal,
  deps: { readonly rest: RestClient; readonly ports: Ports; readonly noteTime: NoteTime },
): Connection {
  const { rest, ports } = deps;
  const fileListeners = new Set<(body: Json) => void>();
  const onFile = (body: Json): void => fileListeners.forEach((listen) => listen(body));
  const sync = sink && openConversationSync({ ...deps, session, sink, signal, onFile });
  let told: Promise<unknown> = Promise.resolve();
  const has = (extension: string): boolean => session.extensions.includes(extension);
  return {
    isReady: () => sync?.isReady() === true,
    async send(key, { text, content }, sending) {
      try {
        const more = content.length > 0 ? await partsToSend(content, text) : undefined;
        return await rest.send(session, text, has("idempotency") ? key : null, sending, more);
      } catch (error) {
        const code = codeOf(error);
        if (code === "session-expired") sync?.lost(error);
        if (code !== "conversation-ended") throw error;
        sync?.checkOwn();
        // The server has not said that the guest is in: its stream may not be attached yet.
        if (sync?.refused() === true)
          throw new ParlorError("busy", "Not attached", { cause: error });
        throw error;
      }
    },
    async lookUp({ text: body, content }) {
      if (sink === null || sync === null || has("idempotency")) return null;
      const messages = await rest.messagesAfter(session, sync.lastId(), signal);
      const known = new Set<string>();
      for (const { delivery } of sink.state().messages.values())
        if (delivery.kind === "sent") known.add(delivery.id);
      const isIt = (one: IncomingMessage): boolean =>
        one.senderId === session.memberId &&
        isSameContent(one, { body, content }) &&
        !known.has(one.id);
      return messages.find(isIt) ?? null;
    },
    typing: () =>
      void rest.typing(session, signal).catch(failureLogger(ports.log, "Sending a typing notice")),
    async loadOlder(loading) {
      if (sink !== null) await createLogReader(rest, session, sink).loadOlder(loading);
    },
    async end(leaving) {
      sync?.leaving(true);
      try {
        await rest.leave(session, leaving);
      } catch (error) {
        if (GONE.includes(codeOf(error))) return;
        sync?.leaving(false);
        throw error;
      }
    },
    media: async () =>
      (await import("./media.ts")).createMediaCalls(
        (method, path, body, asking) => rest.ask(session, method, path, body, asking),
        has("media-extend")
          ? (id, asking) =>
              rest.extend(session, "POST", `/mediarequests/${id}/extend`, undefined, asking)
          : undefined,
      ),
    files: async () =>
      (await import("./files.ts")).createFileCalls(rest, session, fileListeners, fileTools),
    async rate(score, comment, rating) {
      const body = { score, ...(comment !== "" && { comment }) };
      if (has("rating")) await rest.extend(session, "POST", "/rating", body, rating);
    },
    tellPage(screenShare) {
      const body = { capabilities: { screenShare } };
      // One after the other: the last one counts.
      if (has("page"))
        told = told
          .then(() => rest.extend(session, "PATCH", "/page", body, signal))
          .catch(failureLogger(ports.log, "Describing the page"));
    },
    wake: () => sync?.wake(),
    close: () => sync?.close(),
  };
}
