import { z } from "zod";
import type { Clock } from "../../service/clock.ts";
import type { ScannedFile, Scanner, ScanVerdict } from "../../service/scanner.ts";
import { send, textOf } from "../http-send.ts";

const MAX_MS = 30_000;
const MAX_ANSWER_BYTES = 64 * 1024;

const answers = z.object({
  verdict: z.enum(["clean", "infected"]),
  name: z.string().max(1_000).optional(),
});

/**
 * A scanner behind HTTP: it gets the bytes by `POST`, and answers `{ "verdict": "clean" }` or
 * `{ "verdict": "infected", "name": "…" }`.
 * @param url - credentials in it are sent as Basic authorization
 */
export function createHttpScanner(url: URL, clock: Clock): Scanner {
  return {
    async scan(path, file, signal) {
      signal.throwIfAborted();
      const timeout = new AbortController();
      const forget = clock.at(clock.now() + MAX_MS, () =>
        timeout.abort(new Error("no answer within 30 s")),
      );
      try {
        return await ask(url, path, file, AbortSignal.any([signal, timeout.signal]));
      } catch (error) {
        signal.throwIfAborted();
        const reason: unknown = timeout.signal.aborted ? timeout.signal.reason : error;
        return { kind: "unavailable", because: String(reason) };
      } finally {
        forget();
      }
    },
    // Its limit is its own affair: there is no request that would tell it.
    problem: () => Promise.resolve(null),
  };
}

async function ask(
  url: URL,
  path: string,
  file: ScannedFile,
  signal: AbortSignal,
): Promise<ScanVerdict> {
  const response = await send({
    method: "POST",
    url,
    headers: {
      "content-type": "application/octet-stream",
      accept: "application/json",
      // A header has no room for other letters.
      "parlor-file-name": encodeURIComponent(file.name),
      "parlor-file-type": file.type,
    },
    body: { path, start: 0, length: file.size },
    silenceMs: MAX_MS,
    signal,
  });
  const text = await textOf(response, MAX_ANSWER_BYTES);
  if (response.statusCode !== 200)
    return { kind: "unavailable", because: `status ${response.statusCode ?? "none"}` };
  const answer = answers.safeParse(JSON.parse(text));
  if (!answer.success) return { kind: "unavailable", because: "an answer without a verdict" };
  const { verdict, name = "" } = answer.data;
  return verdict === "clean"
    ? { kind: "clean" }
    : { kind: "infected", found: name.replace(/\p{Cc}+/gu, " ").slice(0, 200) };
}
