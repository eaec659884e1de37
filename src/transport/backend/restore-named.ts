import { emptyConversation } from "../conversation/reduce.ts";
import type { RestoreSession } from "./backend.ts";

/**
 * Reads the session of a backend that stores its name. The backend itself checks the rest, when it
 * has been loaded. Nothing is offered until its server has told its limits.
 */
export const restoreNamed =
  (name: string): RestoreSession =>
  (stored) => {
    const data = Object(stored);
    return data.backend === name && data.conversationId
      ? { ...data, capabilities: emptyConversation.capabilities, fileLimits: null, data }
      : null;
  };
