import { ApiProblem } from "../api/api-problem.ts";
import type { FileFacts } from "../api/agent-files.ts";
import type { FileLimits } from "../api/views.ts";

/** Why a file cannot be sent. */
export type UploadProblem =
  | "too-large"
  | "type"
  | "empty"
  /** The message has as many files as it may have. */
  | "many"
  /** The chat has as many files as it may have. */
  | "full"
  /** The server found malware, or a picture that it could not read. */
  | "refused"
  | "busy"
  /** The bytes did not arrive; another attempt may succeed. */
  | "lost"
  /** The page was loaded again before the bytes had arrived. */
  | "gone";

const byCode: Readonly<Record<string, UploadProblem>> = {
  "attachment.too.large": "too-large",
  "attachment.type.not.allowed": "type",
  "attachment.name.invalid": "type",
  "attachment.empty": "empty",
  "attachment.limit.reached": "full",
  "attachment.refused": "refused",
  "service.unavailable": "busy",
};

export const problemOfCode = (code: string | undefined): UploadProblem =>
  byCode[code ?? ""] ?? "lost";

export function problemOf(error: unknown): UploadProblem {
  if (!(error instanceof ApiProblem)) return "lost";
  return error.status === 429 ? "busy" : problemOfCode(error.code);
}

/** Whether another attempt may succeed. */
export const isWorthRetry = (problem: UploadProblem): boolean =>
  problem === "lost" || problem === "busy";

/**
 * The problem of a file before a byte of it leaves; null when there is none.
 * @param count - the files that the message has already
 */
export function problemBefore(
  { name, size, type }: FileFacts,
  limits: FileLimits,
  count: number,
): UploadProblem | null {
  if (count >= limits.maxPerMessage) return "many";
  if (size === 0) return "empty";
  if (size > limits.maxBytes) return "too-large";
  const extension = /\.[^.]+$/.exec(name.trim().replace(/[. ]+$/, ""))?.[0].toLowerCase() ?? "";
  if (extension === "" || limits.blockedExtensions.includes(extension)) return "type";
  const isAllowed = limits.types.some(
    (one) =>
      one === "*/*" || one === type || (one.endsWith("/*") && type.startsWith(one.slice(0, -1))),
  );
  return isAllowed ? null : "type";
}
