import type { FileContent } from "../../conversation/message.ts";
import { ParlorError } from "../../errors.ts";
import type { Ports } from "../../options.ts";
import type { FileCalls, FileReport } from "../backend.ts";
import type { Frame } from "./frames.ts";
import type { Link } from "./link.ts";
import { errorOf } from "./refusal.ts";

/* Files go up to an address that the service signs, and come down from one that lives shortly. */

/** Addresses live for about ten minutes. */
const ADDRESS_MS = 300_000;

export interface Files {
  readonly calls: FileCalls;
  /** Notes a frame about a file; false for any other one. */
  note(frame: Frame): boolean;
  /** Notes addresses that have just come with a message. */
  noteAddresses(addresses: ReadonlyMap<string, string>): void;
}

const fileError = (code: number): ParlorError => {
  const { code: meaning } = errorOf({ code, words: "", retryAfterMs: null });
  return new ParlorError(
    meaning === "refused" ? "file-refused" : meaning,
    `The service answered ${code}`,
  );
};

/** An id in the form of a UUID, which is what the service's own clients choose. */
export const asUuid = (id: string): string =>
  /^[\da-f]{32}$/i.test(id)
    ? id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5").toLowerCase()
    : id;

/** @param link - the connection for calls; resolves when there is one */
export function createFiles(
  { clock, random }: Pick<Ports, "clock" | "random">,
  link: () => Promise<Pick<Link, "request" | "tell">>,
): Files {
  const announced = new Map<string, FileContent>();
  const results = new Map<string, FileReport>();
  const addresses = new Map<string, { readonly url: string; readonly at: number }>();
  const listeners = new Set<(report: FileReport) => void>();

  const contentOf = (id: string): FileContent =>
    announced.get(id) ?? {
      kind: "file",
      id,
      name: id,
      mediaType: "application/octet-stream",
      size: null,
      width: null,
      height: null,
      hasThumbnail: false,
      isGone: false,
    };
  const ready = (id: string, url: string): FileReport => {
    addresses.set(id, { url, at: clock.now() });
    return { kind: "ready", id, content: contentOf(id), url, thumbnailUrl: "" };
  };
  const report = (one: FileReport): true => {
    results.set(one.id, one);
    for (const listen of listeners) listen(one);
    return true;
  };
  async function ask(id: string, signal: AbortSignal): Promise<FileReport> {
    const known = addresses.get(id);
    if (known !== undefined && Math.abs(clock.now() - known.at) < ADDRESS_MS)
      return ready(id, known.url);
    const frame = await (await link()).request({
      action: { action: "getAttachment", attachmentId: id },
      tracingId: random.id(),
      signal,
    });
    if (frame.kind === "address" && /^https?:\/\//.test(frame.url)) return ready(id, frame.url);
    if (frame.kind === "refused") throw fileError(frame.refusal.code);
    throw frame.kind === "file-refused"
      ? fileError(frame.code)
      : new ParlorError("file-gone", "The file cannot be read");
  }
  const calls: FileCalls = {
    async announce(_, { name, size, mediaType }, signal) {
      const id = asUuid(random.id());
      const frame = await (await link()).request({
        action: {
          action: "onAttachment",
          attachmentId: id,
          fileName: name,
          fileType: mediaType,
          fileSize: size,
          errorsAsJson: true,
        },
        tracingId: asUuid(random.id()),
        isAnswer: (one) =>
          (one.kind === "address" || one.kind === "file-refused") && one.fileId === id,
        signal,
      });
      if (frame.kind === "file-refused") throw fileError(frame.code);
      if (frame.kind === "refused") throw fileError(frame.refusal.code);
      if (frame.kind !== "address" || !/^https?:\/\//.test(frame.url))
        throw new ParlorError("bad-response", "There is no address for the file");
      const own = frame.fileId || id;
      announced.set(own, { ...contentOf(own), name, size, mediaType });
      const headers = { ...frame.headers, "Content-Type": mediaType };
      return { id: own, target: { method: "PUT", url: frame.url, headers } };
    },
    refusalOf: ({ status }) =>
      status >= 200 && status < 300
        ? null
        : new ParlorError("upload-failed", `The storage answered ${status}`),
    async look(id, signal) {
      const found = results.get(id);
      if (found !== undefined && found.kind !== "ready") return found;
      // The result comes by itself; nobody can be asked for it.
      if (found === undefined && announced.has(id)) return { kind: "awaiting", id };
      return ask(id, signal);
    },
    async remove(id) {
      (await link()).tell({ action: "deleteAttachment", attachmentId: id });
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return {
    calls,
    note(frame) {
      if (frame.kind === "stored") return report(ready(frame.fileId, frame.url));
      if (frame.kind !== "file-refused") return false;
      return report({ kind: "refused", id: frame.fileId, error: fileError(frame.code) });
    },
    noteAddresses(found) {
      for (const [id, url] of found) addresses.set(id, { url, at: clock.now() });
    },
  };
}
