import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";

/** The most that one file writes in one turn. Other files and messages wait meanwhile. */
const TURN_BYTES = 512 * 1024;

/** The bytes of one file on their way to the disk. */
export class PartFile {
  readonly #file: FileHandle;
  readonly #hash = createHash("sha256");
  #unsyncedBytes = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /**
   * Writes bytes, and those that arrive meanwhile, and brings them to the disk: a message that is
   * synced later would wait for them as well.
   * @param first - the bytes that are there
   * @param room - how many bytes are expected; nothing is written once more have come
   * @param maxUnsyncedBytes - fewer than these may wait for a later turn
   * @returns how many bytes came
   */
  async writeTurn(
    source: Readable,
    first: Buffer,
    room: number,
    maxUnsyncedBytes: number,
  ): Promise<number> {
    let came = 0;
    let bytes: Buffer | null = first;
    while (bytes !== null) {
      came += bytes.length;
      if (came > room) return came;
      this.#hash.update(bytes);
      await this.#file.writeFile(bytes);
      this.#unsyncedBytes += bytes.length;
      bytes = came < TURN_BYTES ? await bytesAtOnce(source) : null;
    }
    if (this.#unsyncedBytes >= maxUnsyncedBytes) {
      await this.#file.datasync();
      this.#unsyncedBytes = 0;
    }
    return came;
  }

  /** Brings everything to the disk. @returns the sha256 of all bytes; it can be asked for once */
  async finish(): Promise<string> {
    await this.#file.sync();
    return this.#hash.digest("hex");
  }
}

/** The bytes that a sender who does not pause has brought by now; null from one who does. */
async function bytesAtOnce(source: Readable): Promise<Buffer | null> {
  if (source.readableLength === 0) await setImmediate();
  const bytes: unknown = source.read();
  return Buffer.isBuffer(bytes) ? bytes : null;
}
