import { signal, type Signal } from "@preact/signals";
import type { Clock } from "../../../src/transport/ports/clock.ts";
import type { AgentFiles, FileFacts } from "../api/agent-files.ts";
import type { FileLimits, FileState } from "../api/views.ts";
import type { KeptUpload, KeptUploads } from "./kept-uploads.ts";
import type { UnsentFile } from "./unsent-message.ts";
import { problemBefore, problemOf, problemOfCode, type UploadProblem } from "./upload-problem.ts";

/** So many files of a chat go up at the same time. */
const AT_ONCE = 2;
const LOOK_AGAIN_MS = 2_000;
/** After so much time a check that does not end counts as lost. */
const CHECK_MS = 60_000;

/** A file that the agent has attached, and has not sent. */
export interface DeskUpload extends FileFacts {
  readonly key: string;
  /** Null after a reload: the page has no bytes any more. */
  readonly file: File | null;
  readonly state:
    | { readonly kind: "waiting" }
    | { readonly kind: "uploading"; readonly sent: number }
    /** The server looks at the bytes. */
    | { readonly kind: "checking" }
    | { readonly kind: "ready"; readonly stored: UnsentFile }
    | { readonly kind: "failed"; readonly problem: UploadProblem };
}

/** The attached files of one chat. */
export interface ChatUploads {
  readonly uploads: readonly DeskUpload[];
  /** The files that were refused before a byte left; until the next file, or the next send. */
  readonly refused: readonly { readonly name: string; readonly problem: UploadProblem }[];
  /** Whether the message goes as soon as all files are ready. */
  readonly isWaiting: boolean;
}

const none: ChatUploads = { uploads: [], refused: [], isWaiting: false };

export interface UploadsDeps {
  readonly files: Pick<AgentFiles, keyof AgentFiles>;
  readonly clock: Clock;
  /** Reads a sentence out. */
  readonly say: (text: string, isUrgent?: boolean) => void;
}

/** The files on their way up, by conversation. */
export class Uploads {
  readonly all: Signal<ReadonlyMap<string, ChatUploads>> = signal(new Map());
  readonly #deps: UploadsDeps;
  readonly #underWay = new Map<string, AbortController>();
  #kept: KeptUploads | null = null;

  constructor(deps: UploadsDeps) {
    this.#deps = deps;
  }

  /**
   * Takes up what an earlier page of this tab has left. The server has the files that were ready;
   * the others have to be chosen again.
   */
  open(kept: KeptUploads): void {
    this.#kept = kept;
    for (const [chatId, files] of kept.all())
      this.#change(chatId, { uploads: files.map(restored) });
  }

  of(chatId: string): ChatUploads {
    return this.all.value.get(chatId) ?? none;
  }

  /** Attaches files; those that may not be sent are told of at once. */
  attach(chatId: string, files: readonly File[], limits: FileLimits): void {
    const { uploads } = this.all.peek().get(chatId) ?? none;
    const added: DeskUpload[] = [];
    const refused: ChatUploads["refused"][number][] = [];
    for (const file of files) {
      const { name, size, type } = file;
      const problem = problemBefore(file, limits, uploads.length + added.length);
      if (problem !== null) refused.push({ name, problem });
      else {
        const key = crypto.randomUUID();
        added.push({ key, name, size, type, file, state: { kind: "waiting" } });
      }
    }
    this.#change(chatId, { uploads: [...uploads, ...added], refused });
    this.#pump(chatId);
  }

  /** Removes a file; one that is on its way is stopped, and the server forgets it. */
  remove(chatId: string, key: string): void {
    const { uploads } = this.of(chatId);
    const removed = uploads.find((one) => one.key === key);
    this.#underWay.get(key)?.abort();
    const left = uploads.filter((one) => one.key !== key);
    this.#change(chatId, { uploads: left, ...(left.length === 0 && { isWaiting: false }) });
    if (removed?.state.kind === "ready") this.#forgetStored(chatId, removed.state.stored.id);
    this.#pump(chatId);
  }

  retry(chatId: string, key: string): void {
    this.#set(chatId, key, { kind: "waiting" });
    this.#pump(chatId);
  }

  /** Whether the message waits for its files, or no longer. */
  wait(chatId: string, isWaiting: boolean): void {
    this.#change(chatId, { isWaiting });
  }

  /** Hands the files over to a message that is being sent; all of them are ready. */
  take(chatId: string): readonly UnsentFile[] {
    const { uploads } = this.of(chatId);
    this.#change(chatId, none);
    return uploads.flatMap(({ state }) => (state.kind === "ready" ? [state.stored] : []));
  }

  /** Forgets the files of a chat that is done with. @returns their names */
  forget(chatId: string): readonly string[] {
    const { uploads } = this.all.peek().get(chatId) ?? none;
    for (const { key } of uploads) this.#underWay.get(key)?.abort();
    this.#change(chatId, none);
    return uploads.map(({ name }) => name);
  }

  /** Stops everything. @param isErasing - what is stored is removed, too */
  close(isErasing: boolean): void {
    for (const one of this.#underWay.values()) one.abort();
    this.all.value = new Map();
    if (isErasing) this.#kept?.erase();
    this.#kept = null;
  }

  #change(chatId: string, change: Partial<ChatUploads>): void {
    const all = new Map(this.all.peek());
    const next = { ...none, ...all.get(chatId), ...change };
    if (next.uploads.length === 0 && next.refused.length === 0) all.delete(chatId);
    else all.set(chatId, next);
    this.#kept?.put(chatId, next.uploads.map(keptOf));
    this.all.value = all;
  }

  #set(chatId: string, key: string, state: DeskUpload["state"]): void {
    const { uploads } = this.all.peek().get(chatId) ?? none;
    this.#change(chatId, {
      uploads: uploads.map((one) => (one.key === key ? { ...one, state } : one)),
      // A file that failed has to be looked at first.
      ...(state.kind === "failed" && { isWaiting: false }),
    });
  }

  #pump(chatId: string): void {
    const { uploads } = this.all.peek().get(chatId) ?? none;
    const busy = uploads.filter(({ key }) => this.#underWay.has(key)).length;
    const next = uploads.filter(
      ({ key, state }) => state.kind === "waiting" && !this.#underWay.has(key),
    );
    for (const upload of next.slice(0, Math.max(0, AT_ONCE - busy))) {
      const stop = new AbortController();
      this.#underWay.set(upload.key, stop);
      void this.#send(chatId, upload, stop.signal).finally(() => {
        this.#underWay.delete(upload.key);
        this.#pump(chatId);
      });
    }
  }

  async #send(chatId: string, upload: DeskUpload, stop: AbortSignal): Promise<void> {
    const { files, say } = this.#deps;
    const { key, name, size, type, file } = upload;
    if (file === null) return this.#fail(chatId, upload, "gone");
    try {
      const progress = (sent: number): void => {
        if (!stop.aborted) this.#set(chatId, key, { kind: "uploading", sent });
      };
      progress(0);
      const announced = await files.announce(chatId, key, { name, size, type });
      stop.addEventListener("abort", () => this.#forgetStored(chatId, announced.id));
      stop.throwIfAborted();
      await files.put(announced, file, progress, stop);
      this.#set(chatId, key, { kind: "checking" });
      const state = await this.#checked(chatId, announced.id, stop);
      if (state.state === "ready") {
        this.#set(chatId, key, { kind: "ready", stored: state });
        say(`${name} is ready to send`);
      } else this.#fail(chatId, upload, problemOfCode(state.code));
    } catch (error) {
      if (!stop.aborted) this.#fail(chatId, upload, problemOf(error));
    }
  }

  /** The file when the server has looked at it. @throws ApiProblem, TypeError */
  async #checked(chatId: string, fileId: string, stop: AbortSignal): Promise<FileState> {
    const { files, clock } = this.#deps;
    const until = clock.now() + CHECK_MS;
    for (;;) {
      const state = await files.get(chatId, fileId);
      stop.throwIfAborted();
      if (state.state === "ready" || state.state === "refused") return state;
      if (clock.now() >= until) throw new TypeError("The check took too long.");
      await new Promise<void>((resolve) => clock.after(LOOK_AGAIN_MS, resolve));
      stop.throwIfAborted();
    }
  }

  #fail(chatId: string, { key, name }: DeskUpload, problem: UploadProblem): void {
    this.#set(chatId, key, { kind: "failed", problem });
    this.#deps.say(`${name} can’t be sent.`, true);
  }

  #forgetStored(chatId: string, fileId: string): void {
    // The server deletes what is not sent by itself, later.
    this.#deps.files.remove(chatId, fileId).catch(() => undefined);
  }
}

const keptOf = ({ key, name, size, type, state }: DeskUpload): KeptUpload => ({
  key,
  name,
  size,
  type,
  id: state.kind === "ready" ? state.stored.id : null,
});

function restored({ id, ...facts }: KeptUpload): DeskUpload {
  const state: DeskUpload["state"] =
    id === null ? { kind: "failed", problem: "gone" } : { kind: "ready", stored: { ...facts, id } };
  return { ...facts, file: null, state };
}
