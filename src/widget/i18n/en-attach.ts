import type { Catalogue } from "./en.ts";

/** Messages about files that are attached. */
export const enAttach = {
  "files.list": "Attached files",
  "files.uploading": "{name} is uploading",
  "files.waiting": "Waits for the connection",
  "files.checking": "Checking…",
  "files.ready": "Ready · {size}",
  "files.isReady": "{name} is ready to send",
  "files.remove": "Remove {name}",
  "files.large": "{name} is too large. The limit is {size}.",
  "files.type": "{name}: This kind of file can’t be sent here.",
  "files.empty": "{name} is empty.",
  "files.many": { one: "A message can have {n} file.", other: "A message can have {n} files." },
  "files.full": "{name}: No more files can be sent in this chat.",
  "files.refused": "{name} can’t be sent.",
  "files.failed": "{name} didn’t upload.",
  "files.again": "{name} didn’t upload. Choose it again.",
  "files.retry": "Retry",
  "files.later": "Sends when the file is up",
  "files.cancel": "Cancel",
  "files.drop": "Drop to send",
  "files.dropTo": "Drop to send to {name}",
  "files.hint": "Pictures, PDF and text, up to {size} each",
  "files.size": "Up to {size} each",
} as const satisfies Catalogue;
