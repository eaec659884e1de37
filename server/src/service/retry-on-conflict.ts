import { DomainError } from "../domain/errors.ts";

/** A conversation that changes more often than this under one command is refused. */
const MAX_TRIES = 5;

/**
 * Decides again when another change was committed between the load and the commit.
 * @param attempt - loads the conversation, decides and commits
 * @throws DomainError `version-conflict` after the last try
 */
export async function retryOnConflict<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const isConflict = error instanceof DomainError && error.code === "version-conflict";
      if (!isConflict || tries === MAX_TRIES) throw error;
    }
  }
}
