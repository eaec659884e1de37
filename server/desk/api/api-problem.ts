/**
 * An error response of the agent API. Status 401 signs the agent out, unless the token was replaced
 * meanwhile.
 */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  /** The call was made with a token that has been replaced meanwhile. */
  readonly isOfOldToken: boolean;

  constructor(status: number, code: string, message: string, isOfOldToken = false) {
    super(message);
    this.name = "ApiProblem";
    this.status = status;
    this.code = code;
    this.isOfOldToken = isOfOldToken;
  }
}

/** Whether the server has refused this request, which says nothing about the server's state. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ApiProblem && [400, 403, 404].includes(error.status);

/**
 * Resolves also when the server refuses: a chat may be out of reach by the time it is requested.
 */
export async function unlessRefused(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
  });
}
