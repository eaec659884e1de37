import type { GuestChat, UploadKey } from "../../src/transport/index.ts";

const BYTES = 200_000;

/** A message with a file, as one of the transcripts has it. */
interface FileMessage {
  readonly body: string;
  readonly names: readonly string[];
}

/**
 * A guest who sends each file with a message of its own as soon as it is up, tries again what has
 * failed, and chooses a file again whose bytes the page has lost.
 */
export class GuestFiles {
  #count = 0;
  readonly #files = new Map<string, File>();
  /** The uploads of the page that is open. */
  readonly #own = new Map<UploadKey, string>();
  #undo = (): void => undefined;

  /** The page was opened. */
  follow(chat: GuestChat): void {
    this.#undo();
    this.#own.clear();
    this.#undo = chat.subscribe(() => this.#sendReady(chat));
    this.#sendReady(chat);
  }

  attach(chat: GuestChat): void {
    const number = this.#count++;
    const name = `file-${number}.txt`;
    const file = new File([`${name}\n`.padEnd(BYTES, "All aboard. ")], name, {
      type: "text/plain",
    });
    this.#files.set(name, file);
    this.#own.set(chat.attach(file), name);
  }

  /** Does what a guest does who sees that something has failed. */
  tryAgain(chat: GuestChat): void {
    for (const { key, name, state } of chat.get().uploads) {
      if (state.kind !== "failed") continue;
      if (this.#own.has(key)) chat.retryUpload(key);
      else {
        chat.removeUpload(key);
        const file = this.#files.get(name);
        if (file !== undefined) this.#own.set(chat.attach(file), name);
      }
    }
  }

  /** The fault in a transcript; empty when each file is in one message, with its own text. */
  complaint(messages: readonly FileMessage[]): string {
    const told = messages.map(({ body, names }) => `${body}: ${names.join()}`).toSorted();
    const wanted = [...this.#files.keys()].map((name) => `with ${name}: ${name}`).toSorted();
    return told.join() === wanted.join() ? "" : `files: ${told.join("; ")}, of ${wanted.length}`;
  }

  close(): void {
    this.#undo();
  }

  #sendReady(chat: GuestChat): void {
    for (const { key, name, state } of chat.get().uploads)
      if (state.kind === "ready") {
        chat.send(`with ${name}`, { uploads: [key] });
        // The state has changed by this.
        return;
      }
  }
}
