import { persistedValue, type PersistedValue } from "./persisted-value.ts";

/**
 * The text that is being written, stored as long as the tab. A page on which nothing of the widget
 * runs does not hear that the visitor is forgotten in another tab: the draft has a mark that all
 * tabs share, which goes with the visitor, and a draft with another mark is dropped.
 */
export function storedDraft(deploymentId: string): PersistedValue {
  const draft = persistedValue("draft", deploymentId, "sessionStorage");
  const own = (): PersistedValue => persistedValue("visitor", deploymentId, "sessionStorage");
  const shared = (): PersistedValue => persistedValue("visitor", deploymentId);
  if (draft.read() !== null && own().read() !== shared().read()) draft.write(null);
  return {
    read: draft.read,
    write(next) {
      if (next !== null) {
        const mark = shared().read() ?? String(Math.random());
        shared().write(mark);
        own().write(mark);
      }
      draft.write(next);
    },
  };
}
