import type { Catalogue } from "./en.ts";

/** Messages about the files of messages. */
export const enRowFiles = {
  "file.picture": "{name} sent a picture: {file}",
  "file.file": "{name} sent a file: {file}",
  "file.files": { one: "{name} sent {n} file", other: "{name} sent {n} files" },
  "file.open": "Open picture: {name}",
  "file.download": "Download {name}",
  "file.close": "Close",
  "file.gone": "No longer available",
  "file.news": "Sent a file: {file}",
} as const satisfies Catalogue;
