import type { AgentFiles, FileFacts } from "../api/agent-files.ts";
import { ApiProblem } from "../api/api-problem.ts";
import type { DeskFile, FileState, FileUpload } from "../api/views.ts";

/** A picture of one pixel. */
const PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

/** A file of a message; a picture by its extension. */
export function fileOf(id: string, name: string, change: Partial<DeskFile> = {}): DeskFile {
  const isPicture = /\.(png|jpe?g)$/.test(name);
  return {
    id,
    name,
    type: isPicture ? "image/png" : "application/pdf",
    size: 253_952,
    ...(isPicture && { width: 800, height: 400, thumbnailUrl: PIXEL }),
    hasThumbnail: isPicture,
    url: PIXEL,
    urlExpiresAt: "2026-01-01T12:10:00.000Z",
    ...change,
  };
}

/** The files of the agent API in memory. */
export class FakeFiles implements Pick<AgentFiles, keyof AgentFiles> {
  readonly requests: string[] = [];
  readonly states = new Map<string, FileState>();
  /** The uploads that a test lets arrive, with the function that tells their progress. */
  readonly under: {
    readonly id: string;
    readonly progress: (sent: number) => void;
    readonly arrive: () => void;
    readonly fail: (error: Error) => void;
  }[] = [];
  /** Announcements fail like this. */
  failure: Error | null = null;
  /** The outcome of the server's look at the bytes. */
  outcome: Pick<FileState, "state" | "code"> = { state: "ready" };
  #count = 0;

  announce = async (chatId: string, key: string, { name }: FileFacts): Promise<FileUpload> => {
    this.requests.push(`POST file ${chatId} ${key} ${name}`);
    if (this.failure !== null) throw this.failure;
    const id = `f${++this.#count}`;
    this.states.set(id, { ...fileOf(id, name), state: "awaiting" });
    const upload = { method: "PUT", url: "/files/in", headers: {}, expiresAt: "" } as const;
    return { id, state: "awaiting", upload };
  };

  put = ({ id }: FileUpload, _: Blob, progress: (sent: number) => void, signal: AbortSignal) => {
    this.requests.push(`PUT file ${id}`);
    return new Promise<void>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      const arrive = (): void => {
        this.look(id, this.outcome);
        resolve();
      };
      this.under.push({ id, progress, arrive, fail: reject });
    });
  };

  /** The server has looked at the bytes. */
  look(id: string, outcome: Pick<FileState, "state" | "code">): void {
    const state = this.states.get(id);
    if (state !== undefined) this.states.set(id, { ...state, ...outcome });
  }

  get = async (chatId: string, fileId: string): Promise<FileState> => {
    this.requests.push(`GET file ${chatId} ${fileId}`);
    const state = this.states.get(fileId);
    if (state === undefined) throw new ApiProblem(404, "attachment.not.found", "");
    return state;
  };

  remove = async (chatId: string, fileId: string): Promise<void> => {
    this.requests.push(`DELETE file ${chatId} ${fileId}`);
    this.states.delete(fileId);
  };
}
