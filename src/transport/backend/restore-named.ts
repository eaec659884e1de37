import type { RestoreSession } from "./backend.ts";

/**
 * Reads the session of a backend that stores its name. The backend itself reads the rest, when it
 * has been loaded. Nothing is offered until its server has told its limits.
 */
export const restoreNamed =
  (name: string): RestoreSession =>
  (stored) => {
    const data = Object(stored);
    const { backend, conversationId, ownId, expiresAt } = data;
    const isWhole = [conversationId, ownId].every((one) => typeof one === "string");
    return backend === name && isWhole
      ? {
          backend,
          conversationId,
          ownId,
          expiresAt: Number(expiresAt) || null,
          capabilities: { queue: false, rating: false, mediaRequests: false, formatting: false },
          fileLimits: null,
          data,
        }
      : null;
  };
