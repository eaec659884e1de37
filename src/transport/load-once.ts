import { asParlorError } from "./errors.ts";

/**
 * Returns a function that loads code once; after a failure the next call tries again.
 * The function rejects with a ParlorError `offline` when the code could not be loaded.
 */
export function loadOnce<Code>(load: () => Promise<Code>): () => Promise<Code> {
  let loading: Promise<Code> | null = null;
  return () =>
    (loading ??= load().catch((cause: unknown) => {
      loading = null;
      throw asParlorError(cause, "offline", "No connection");
    }));
}
