import { isAllowedType } from "./actions/attachment.ts";
import { uploadHeaders, type StoredFile } from "./files.ts";
import { pushed } from "./frames.ts";
import { readBody, restError, type Answer, type Call } from "./http-call.ts";

interface Failure {
  readonly errorCode: number;
  readonly errorMessage: string;
}

/** The reason why stored bytes are refused; null if they are not. */
function failureOf({ session, type }: StoredFile, bytes: Uint8Array): Failure | null {
  const { media } = session.settings;
  if (media === null || !isAllowedType(type, media.fileTypes))
    return { errorCode: 4_001, errorMessage: "File type not supported" };
  if (bytes.byteLength === 0) return { errorCode: 4_102, errorMessage: "File is empty" };
  return bytes.byteLength > media.maxFileSizeKB * 1_024
    ? { errorCode: 4_002, errorMessage: "File is too large" }
    : null;
}

/** Answers the `PUT` of a file's bytes, and tells the session whether they are taken. */
export async function receiveUpload(call: Call): Promise<Answer> {
  const { service, incoming, name } = call;
  const file = service.files.upload(name);
  if (file === undefined || file.state !== "promised")
    return restError(403, "not.authorized", "The address is unknown or has expired");
  const { headers } = incoming;
  const isSigned = Object.entries(uploadHeaders).every(([key, value]) => headers[key] === value);
  if (!isSigned || headers["content-type"] !== file.type)
    return restError(403, "not.authorized", "The signed headers are missing or differ");
  const room = service.limits.storedBytes - service.files.storedBytes;
  const bytes = await readBody(call, Math.max(0, room));
  if (bytes === null)
    return {
      ...restError(507, "insufficient.storage", "The emulator keeps no more bytes"),
      headers: { connection: "close" },
    };
  // The order of the answer and the event is not specified: the answer goes first by default.
  if (file.session.settings.variants.uploadEventFirst) finishUpload(call, file, bytes);
  else call.outgoing.once("finish", () => finishUpload(call, file, bytes));
  return { status: 200 };
}

function finishUpload({ service }: Call, file: StoredFile, bytes: Uint8Array): void {
  const { session, id: attachmentId } = file;
  // The session has ended, or the file was withdrawn, while the bytes came.
  if (session.ending !== null || file.state !== "promised") return;
  const failure = service.uploadRefusal ?? failureOf(file, bytes);
  const timestamp = session.stamp().time;
  if (failure === null) {
    file.bytes = bytes;
    file.size = bytes.byteLength;
    file.state = "stored";
    const path = service.files.offerDownload(file, session.settings.downloadSeconds);
    const downloadUrl = service.origins.api + path;
    session.broadcast(pushed("UploadSuccessEvent", { attachmentId, downloadUrl, timestamp }));
  } else {
    file.state = "failed";
    session.broadcast(pushed("UploadFailureEvent", { attachmentId, ...failure, timestamp }));
  }
  service.touch();
}

/** Answers the `GET` of a file. A guest's file is never a page of the emulator's origin. */
export function sendDownload({ service, outgoing, name }: Call): Answer | null {
  const file = service.files.download(name);
  if (file?.bytes == null) return restError(404, "not.found", "The address has expired");
  outgoing.writeHead(200, {
    "content-type": file.type,
    "content-length": file.bytes.byteLength,
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  outgoing.end(file.bytes);
  return null;
}
