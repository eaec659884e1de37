import { putFile } from "./put-file.ts";
import type { RestCall } from "./rest-call.ts";
import type { FileState, FileUpload } from "./views.ts";

/** The facts of a file that the agent wants to send. */
export interface FileFacts {
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

const all = (chatId: string): string => `/api/v2/parlor/chats/${chatId}/attachments`;

/** The operations of files. Each of them rejects with ApiProblem. */
export class AgentFiles {
  readonly #rest: RestCall;

  constructor(rest: RestCall) {
    this.#rest = rest;
  }

  /** @param key - the same for each attempt, so that the server has the file once */
  announce = (chatId: string, key: string, facts: FileFacts): Promise<FileUpload> =>
    this.#rest.call("POST", all(chatId), { body: facts, headers: { "idempotency-key": key } });

  /** Sends the bytes. @throws ApiProblem; TypeError when the server is not reached */
  put = putFile;

  /** The state of a file, with fresh addresses once it is ready. */
  get = (chatId: string, fileId: string): Promise<FileState> =>
    this.#rest.call("GET", `${all(chatId)}/${fileId}`);

  /** Takes back a file that is not sent. */
  remove = (chatId: string, fileId: string): Promise<void> =>
    this.#rest.call("DELETE", `${all(chatId)}/${fileId}`);
}
