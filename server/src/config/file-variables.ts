import { parseScannerAddress, type ScannerAddress } from "../domain/scanner-address.ts";
import { choice, docs, text, wholeNumber, type ProcessEnvironment } from "./variable-kinds.ts";

/** The variables that PARLOR_FILES=s3 needs. */
const REQUIRED_FOR_S3 = [
  "PARLOR_S3_ENDPOINT",
  "PARLOR_S3_BUCKET",
  "PARLOR_S3_REGION",
  "PARLOR_S3_KEY",
  "PARLOR_S3_SECRET",
] as const;

const NO_SCANNER: ScannerAddress = { kind: "none" };

/** The variables of the files of conversations. */
export const fileVariables = {
  PARLOR_FILES: choice("disk", ["disk", "s3"]).register(docs, {
    default: "disk",
    doc: "where the files of chats are: `disk` is the data folder, `s3` a store like Amazon S3 ([Files](#files))",
  }),
  PARLOR_FILES_MIN_FREE_MB: wholeNumber(1_024, { least: 0, most: 1_000_000_000 }).register(docs, {
    default: "1024",
    doc: "with less free space than this in the data folder, no file is taken",
  }),
  PARLOR_FILES_RETENTION_DAYS: wholeNumber(0, { least: 0, most: 36_500 }).register(docs, {
    default: "0: as their chats",
    doc: "days after which the bytes of a sent file are deleted; its name stays in the chat; up to 36500",
  }),
  PARLOR_SCAN: text("none")
    .refine((given) => parseScannerAddress(given) !== null, {
      error: "none, or like clamd://host:3310, clamd:/run/clamd.sock or https://scan.example.com/",
    })
    .transform((given) => parseScannerAddress(given) ?? NO_SCANNER)
    .register(docs, {
      default: "none",
      doc: "the scanner for malware: `clamd://host:3310`, `clamd:/run/clamd.sock` or `https://…` ([Files](#files))",
    }),
  PARLOR_S3_ENDPOINT: text("")
    .refine((given) => given === "" || /^https?:\/\/[^/?#@\\]+\/?$/.test(given), {
      error: "like https://s3.eu-central-1.amazonaws.com",
    })
    .register(docs, { default: "none", doc: "the address of the S3 service" }),
  PARLOR_S3_BUCKET: text("").register(docs, { default: "none", doc: "the bucket for the files" }),
  PARLOR_S3_REGION: text("").register(docs, { default: "none", doc: "the bucket's region" }),
  PARLOR_S3_KEY: text("").register(docs, { default: "none", doc: "the access key's id" }),
  PARLOR_S3_SECRET: text("").register(docs, { default: "none", doc: "the access key's secret" }),
  PARLOR_S3_PREFIX: text("").register(docs, {
    default: "none",
    doc: "the start of every object's name, such as `parlor/`",
  }),
  PARLOR_S3_PATH_STYLE: choice("0", ["0", "1"]).register(docs, {
    default: "0",
    doc: "1 puts the bucket into the path of addresses and not into the host, which most services but Amazon's want",
  }),
} as const;

/** The problem of a PARLOR_FILES=s3 without all that it needs. */
export function fileContradictions(env: ProcessEnvironment): readonly string[] {
  if (env["PARLOR_FILES"] !== "s3") return [];
  const missing = REQUIRED_FOR_S3.filter((name) => !env[name]);
  return missing.length === 0 ? [] : [`PARLOR_FILES=s3 needs ${missing.join(", ")}.`];
}
