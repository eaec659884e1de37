import type { ErrorCodeEntry } from "./error-code-entry.ts";

/** The codes of the extension `attachments`; a part of the catalogue of all codes. */
export const fileErrorCodes = {
  "attachment.empty": {
    status: 400,
    message: "The file is empty.",
    meaning: "A file of 0 bytes is announced, or no byte of it arrived.",
  },
  "attachment.name.invalid": {
    status: 400,
    message: "The name of the file is not valid.",
    meaning: "Nothing is left of the name once it is cleaned, or it has no extension.",
  },
  "attachment.size.mismatch": {
    status: 400,
    message: "The file is not of the size that was announced.",
    meaning: "Fewer bytes arrived than the announcement and `Content-Length` say.",
  },
  "attachment.url.invalid": {
    status: 403,
    message: "The address of the file is not valid.",
    meaning: "The signature of the address is wrong, or its time is over. Ask for a fresh one.",
  },
  "attachment.not.found": {
    status: 404,
    message: "The file was not found.",
    meaning: "The file is unknown, deleted, of another conversation, or not for the caller.",
  },
  "attachment.not.ready": {
    status: 409,
    message: "The file is not ready.",
    meaning: "A message has a file that is not uploaded, not checked yet, or refused.",
  },
  "attachment.already.sent": {
    status: 409,
    message: "The file was sent before.",
    meaning: "A message has a file of another message, or a file that was sent is taken back.",
  },
  "attachment.limit.reached": {
    status: 409,
    message: "The conversation has as many files as it may have.",
    meaning: "The deployment's `maxFilesPerChat` or `maxBytesPerChat` is reached.",
  },
  "attachment.length.required": {
    status: 411,
    message: "The size of the file is missing.",
    meaning: "The bytes of a file arrive without `Content-Length`.",
  },
  "attachment.too.large": {
    status: 413,
    message: "The file is too large.",
    meaning:
      "The announced size is over the deployment's `maxBytes`, or more bytes arrive than were announced.",
  },
  "attachment.type.not.allowed": {
    status: 415,
    message: "Files of this type are not allowed.",
    meaning:
      "The deployment does not allow the type or the extension, or the bytes are of another type than the announced one.",
  },
  "attachment.range.invalid": {
    status: 416,
    message: "The file has no such range.",
    meaning: "The `Range` header names bytes behind the end of the file.",
  },
  "attachment.refused": {
    status: 422,
    message: "The file is refused.",
    meaning: "The scanner has found something in the file, or the picture cannot be read.",
  },
} as const satisfies Readonly<Record<string, ErrorCodeEntry>>;
