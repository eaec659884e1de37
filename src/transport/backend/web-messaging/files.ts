import type { FileContent } from "../../conversation/message.ts";
import { ParlorError } from "../../errors.ts";
import type { Ports } from "../../options.ts";
import type { Random } from "../../ports/random.ts";
import type { FileCalls, FileReport, UploadTarget } from "../backend.ts";
import type { Frame } from "./frames.ts";
import type { Link } from "./link.ts";
import { errorOf } from "./refusal.ts";

/* Files go up to an address that the service signs, and come down from one that lives shortly. */

/** The service has no such feature. */
const UNAVAILABLE = 4_000;
/** Addresses live for about ten minutes. */
const ADDRESS_MS = 300_000;

export interface Files {
  readonly calls: FileCalls;
  /** Notes a frame about a file; false for any other one. */
  note(frame: Frame): boolean;
  /** Whether the service has said that it takes no files. */
  isOff(): boolean;
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

const isWebAddress = (url: string): boolean => /^https?:\/\//.test(url);

const unknownFile = (id: string): FileContent => ({
  kind: "file",
  id,
  name: id,
  mediaType: "application/octet-stream",
  size: null,
  width: null,
  height: null,
  hasThumbnail: false,
  isGone: false,
});

type CallLink = () => Promise<Pick<Link, "request" | "tell">>;

/** Asks for an address to send a file to. @throws ParlorError */
async function askForTarget(
  link: CallLink,
  random: Random,
  { name, size, mediaType }: Parameters<FileCalls["announce"]>[1],
  signal: AbortSignal,
  onUnavailable: () => void,
): Promise<{ readonly id: string; readonly target: UploadTarget }> {
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
    isAnswer: (one) => (one.kind === "address" || one.kind === "file-refused") && one.fileId === id,
    signal,
  });
  const refusal =
    frame.kind === "file-refused" ? frame.code : frame.kind === "refused" && frame.refusal.code;
  if (refusal === UNAVAILABLE) onUnavailable();
  if (refusal !== false) throw fileError(refusal);
  if (frame.kind !== "address" || !isWebAddress(frame.url))
    throw new ParlorError("bad-response", "There is no address for the file");
  const headers = { ...frame.headers, "Content-Type": mediaType };
  return { id: frame.fileId || id, target: { method: "PUT", url: frame.url, headers } };
}

/** Asks for an address to read a file from. @throws ParlorError `file-gone` */
async function askForAddress(
  link: CallLink,
  random: Random,
  id: string,
  signal: AbortSignal,
): Promise<string> {
  const frame = await (await link()).request({
    action: { action: "getAttachment", attachmentId: id },
    tracingId: random.id(),
    signal,
  });
  if (frame.kind === "address" && isWebAddress(frame.url)) return frame.url;
  if (frame.kind === "refused") throw fileError(frame.refusal.code);
  throw frame.kind === "file-refused"
    ? fileError(frame.code)
    : new ParlorError("file-gone", "The file cannot be read");
}

/** @param link - the connection for calls; resolves when there is one */
export function createFiles(
  { clock, random }: Pick<Ports, "clock" | "random">,
  link: CallLink,
): Files {
  const announced = new Map<string, FileContent>();
  const results = new Map<string, FileReport>();
  const addresses = new Map<string, { readonly url: string; readonly at: number }>();
  let isOff = false;
  const listeners = new Set<(report: FileReport) => void>();

  function ready(id: string, url: string): FileReport {
    const content = announced.get(id) ?? unknownFile(id);
    return { kind: "ready", id, content, url, thumbnailUrl: "" };
  }
  function noteAddress(id: string, url: string): void {
    addresses.set(id, { url, at: clock.now() });
  }
  function report(one: FileReport): true {
    results.set(one.id, one);
    for (const listen of listeners) listen(one);
    return true;
  }
  async function addressOf(id: string, signal: AbortSignal): Promise<string> {
    const known = addresses.get(id);
    if (known !== undefined && Math.abs(clock.now() - known.at) < ADDRESS_MS) return known.url;
    const url = await askForAddress(link, random, id, signal);
    noteAddress(id, url);
    return url;
  }
  const calls: FileCalls = {
    async announce(_, file, signal) {
      const { id, target } = await askForTarget(link, random, file, signal, () => {
        isOff = true;
      });
      const { name, size, mediaType } = file;
      announced.set(id, { ...unknownFile(id), name, size, mediaType });
      return { id, target };
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
      return ready(id, await addressOf(id, signal));
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
    isOff: () => isOff,
    note(frame) {
      if (frame.kind === "stored") {
        noteAddress(frame.fileId, frame.url);
        return report(ready(frame.fileId, frame.url));
      }
      if (frame.kind !== "file-refused") return false;
      return report({ kind: "refused", id: frame.fileId, error: fileError(frame.code) });
    },
    noteAddresses(found) {
      for (const [id, url] of found) noteAddress(id, url);
    },
  };
}
