import { isOver, type Chat } from "../chat.ts";
import { failureLogger } from "../ports/log.ts";
import type { Lifecycle } from "./lifecycle.ts";

/**
 * Lets go of socket, lock and channel when the page goes away, because a browser keeps no page that
 * holds them, and takes them again when the visitor comes back to the same page.
 * @param join - joins the other tabs; resolves to whether this tab leads
 * @returns the undo
 */
export function followPage(
  chat: Chat,
  lifecycle: Pick<Lifecycle, "resume" | "silence">,
  join: () => Promise<boolean>,
): () => void {
  const { run, store, sessions, dispatch, ports } = chat;
  let isActive = false;

  function leave(): void {
    isActive = run.connection !== null || run.tabs !== null;
    lifecycle.silence();
    run.tabs?.abandon();
    run.tabs?.leave();
    run.tabs = null;
  }
  async function comeBack(): Promise<void> {
    const leads = await join();
    if (!leads) {
      // A start that was under way shows in the state of the leading tab.
      run.settle(null);
      run.tabs?.tell({ hello: true });
      return;
    }
    // Another tab may have ended the conversation: the server then says so.
    const session = sessions.load() ?? run.session;
    if (session === null || isOver(store.get())) return;
    if (session.conversationId !== store.get().conversationId) dispatch({ type: "cleared" });
    await lifecycle.resume(session, run.life.signal);
  }
  return (
    ports.reachability.onPage?.((isHere) => {
      if (!isHere) leave();
      else if (isActive) comeBack().catch(failureLogger(ports.log, "Coming back"));
    }) ?? (() => undefined)
  );
}
