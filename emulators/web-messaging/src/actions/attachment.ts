import { randomUUID } from "node:crypto";
import { uploadHeaders, type StoredFile } from "../files.ts";
import { response } from "../frames.ts";
import type { Request } from "../wire/requests.ts";
import { refuse, type AskedOf } from "./reply.ts";

/** Seconds that an upload's address lives; the contract names no time. */
const UPLOAD_SECONDS = 600;

/** Whether a media type is one of the allowed, `image/*` and `*` being families. */
export const isAllowedType = (type: string, allowed: readonly string[]): boolean =>
  allowed.some((one) => {
    const [family = "", rest] = one.toLowerCase().split("/");
    if (family === "*") return true;
    return rest === "*" ? type.toLowerCase().startsWith(`${family}/`) : one === type;
  });

interface Refused {
  readonly code: number;
  readonly text: string;
}

/** The reason why a file may not be sent; null if it may. */
function refusalOf(asked: AskedOf, request: Request<"onAttachment">): Refused | null {
  const { media, blockedExtensions } = asked.session.settings;
  const { fileName, fileType, fileSize } = request;
  if (media === null) return { code: 4_000, text: "Attachments are not available" };
  if (fileName.length > asked.service.limits.fileNameCharacters)
    return { code: 4_005, text: "File name is too long" };
  const ending = /^[^/\\]*[^./\\](\.[^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase();
  if (ending === undefined) return { code: 4_004, text: "File name is invalid" };
  if (
    blockedExtensions.some((blocked) => blocked.toLowerCase() === ending) ||
    !isAllowedType(fileType, media.fileTypes)
  )
    return { code: 4_001, text: "File type not supported" };
  if (fileSize === undefined) return null;
  if (fileSize <= 0) return { code: 4_102, text: "File is empty" };
  return fileSize > media.maxFileSizeKB * 1_024
    ? { code: 4_002, text: `File size ${fileSize} is larger than ${media.maxFileSizeKB} KB` }
    : null;
}

/** Answers `onAttachment` with an address for the bytes. */
export function onAttachment(asked: AskedOf, request: Request<"onAttachment">): void {
  const { service, session, connection, tracingId } = asked;
  if (session.isReadOnly) return refuse(asked, 409, "The session is read-only");
  const refused = refusalOf(asked, request);
  const id = request.attachmentId ?? randomUUID();
  if (refused !== null) return refuseUpload(asked, request, id, refused);
  const file: StoredFile = {
    id,
    session,
    name: request.fileName,
    type: request.fileType,
    size: request.fileSize ?? 0,
    bytes: null,
    state: "promised",
  };
  service.files.add(file);
  connection.send(
    response(
      "PresignedUrlResponse",
      {
        attachmentId: id,
        url: service.origins.files + service.files.promiseUpload(file, UPLOAD_SECONDS),
        headers: uploadHeaders,
        fileName: file.name,
        fileSize: file.size,
        fileType: file.type,
      },
      tracingId,
    ),
  );
}

function refuseUpload(
  asked: AskedOf,
  { errorsAsJson }: Request<"onAttachment">,
  attachmentId: string,
  { code, text }: Refused,
): void {
  if (errorsAsJson !== true) return refuse(asked, code, text);
  const { session, connection, tracingId } = asked;
  const timestamp = session.stamp().time;
  connection.send({
    ...response(
      "GenerateUrlError",
      { attachmentId, errorCode: code, errorMessage: text, timestamp },
      tracingId,
    ),
    code: session.settings.variants.uploadRefusedCode,
  });
}

/** Answers `getAttachment` with a fresh address of a stored file. */
export function getAttachment(asked: AskedOf, id: string): void {
  const { service, session, connection, tracingId } = asked;
  const file = service.files.find(session, id);
  if (file === undefined || file.state === "deleted")
    return refuse(asked, 4_009, "Attachment not found");
  if (file.state !== "stored") return refuse(asked, 4_010, "Attachment is not uploaded");
  const path = service.files.offerDownload(file, session.settings.downloadSeconds);
  connection.send(
    response(
      "PresignedUrlResponse",
      {
        attachmentId: id,
        url: service.origins.api + path,
        headers: {},
        fileName: file.name,
        fileSize: file.size,
        fileType: file.type,
      },
      tracingId,
    ),
  );
}

/** Answers `deleteAttachment`: withdraws a file that was not sent. */
export function deleteAttachment(asked: AskedOf, id: string): void {
  const { service, session, connection, tracingId } = asked;
  if (session.isReadOnly) return refuse(asked, 409, "The session is read-only");
  const file = service.files.find(session, id);
  if (file === undefined || file.state === "deleted")
    return refuse(asked, 4_009, "Attachment not found");
  service.files.remove(file);
  connection.send(response("AttachmentDeletedResponse", { attachmentId: id }, tracingId));
  service.touch();
}
