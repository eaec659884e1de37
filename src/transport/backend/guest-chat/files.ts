import { fileIds, type SentContent } from "../../conversation/message.ts";
import { ParlorError, type ParlorErrorCode } from "../../errors.ts";
import type { FileCalls, FileReport, UploadTarget } from "../backend.ts";
import type { decodeFile } from "./decode-file.ts";
import type { assertDecoded } from "./paging.ts";
import { object, text, wordIn, type Json } from "./read-json.ts";
import type { refusal } from "./refusal.ts";
import type { RestClient } from "./rest-client.ts";
import type { SentParts } from "./sent-parts.ts";
import type { SessionData } from "./session.ts";

/* The operations of the extension `attachments`, loaded with the first file. */

const codes: Readonly<Record<string, ParlorErrorCode>> = {
  "attachment.too.large": "file-too-large",
  "attachment.empty": "file-empty",
  "attachment.type.not.allowed": "file-type-refused",
  "attachment.name.invalid": "file-type-refused",
  "attachment.refused": "file-refused",
  "attachment.size.mismatch": "upload-failed",
  "attachment.url.invalid": "upload-failed",
  "attachment.not.ready": "upload-not-ready",
  "attachment.already.sent": "upload-not-ready",
  "attachment.limit.reached": "too-many-files",
  "attachment.not.found": "file-gone",
};

export const partsOf = (content: readonly SentContent[]): SentParts => ({
  body: { attachmentIds: fileIds(content) },
  codes,
});

/** Headers that a page may set; a server cannot make it send others. */
function headersIn(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(object(value)).map(([name, one]) => [name, text(one)]);
  return Object.fromEntries(entries);
}

/** Null for an address that is not one of the web. */
function targetIn(value: unknown): UploadTarget | null {
  const { method, url, headers } = object(value);
  if (!/^https?:\/\//.test(text(url))) return null;
  return {
    method: method === "POST" ? "POST" : "PUT",
    url: text(url),
    headers: headersIn(headers),
  };
}

/** Reads the state of a file; null when it cannot be read. */
function reportIn(json: Json, decode: typeof decodeFile): FileReport | null {
  const content = decode(json);
  if (content === null) return null;
  const { id } = content;
  switch (json["state"]) {
    case "ready":
    case "sent": {
      const [url, thumbnailUrl] = [text(json["url"]), text(json["thumbnailUrl"])];
      return { kind: "ready", id, content: { ...content, isGone: false }, url, thumbnailUrl };
    }
    case "awaiting":
    case "checking":
      return { kind: json["state"], id };
    case "refused": {
      const code = wordIn(codes, text(json["code"])) ?? "file-refused";
      return { kind: "refused", id, error: new ParlorError(code, text(json["code"])) };
    }
    default:
      return null;
  }
}

/** Functions of the connection, which is loaded before this module. */
export interface FileTools {
  readonly decodeFile: typeof decodeFile;
  readonly assertDecoded: typeof assertDecoded;
  readonly refusal: typeof refusal;
}

/** @param listeners - receive the bodies of the frames about files */
export const createFileCalls = (
  rest: Pick<RestClient, "extend">,
  who: SessionData,
  listeners: Set<(body: Json) => void>,
  tools: FileTools,
): FileCalls => ({
  async announce(key, { name, size, mediaType: type }, signal) {
    const more = { headers: { "Idempotency-Key": key }, codes };
    const body = { name, size, type };
    const answer = object(await rest.extend(who, "POST", "/attachments", body, signal, more));
    const target = tools.assertDecoded(targetIn(answer["upload"]));
    return { id: tools.assertDecoded(text(answer["id"]) || null), target };
  },
  refusalOf: (answer) =>
    answer.status >= 200 && answer.status < 300 ? null : tools.refusal(answer, false, codes),
  async look(id, signal) {
    const answer = await rest.extend(who, "GET", `/attachments/${id}`, undefined, signal, {
      codes,
    });
    return tools.assertDecoded(reportIn(object(answer), tools.decodeFile));
  },
  async remove(id, signal) {
    await rest.extend(who, "DELETE", `/attachments/${id}`, undefined, signal, { codes });
  },
  listen(listener) {
    const hear = (body: Json): void => {
      const report = reportIn(body, tools.decodeFile);
      if (report !== null) listener(report);
    };
    listeners.add(hear);
    return () => void listeners.delete(hear);
  },
});
