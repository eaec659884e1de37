import type { Clock } from "../../ports/clock.ts";
import type { Random } from "../../ports/random.ts";
import type { Connection, FileCalls } from "../backend.ts";
import { ParlorError } from "../../errors.ts";
import { clearConversation } from "./connection.ts";
import { asUuid } from "./files.ts";
import type { Account } from "./account.ts";
import type { Link } from "./link.ts";

/*
 * Calls of a tab that does not listen. The service takes three connections for one session, so this
 * one is opened for the first call and closed soon after the last.
 */

const IDLE_MS = 20_000;

export interface CallsDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly connect: () => Link;
  /** Whether the conversation can be ended for both sides. */
  readonly canClear: () => Promise<boolean>;
  readonly filesOver: (link: () => Promise<Link>) => FileCalls;
  readonly account: Account;
}

/** A link that lives while it is used. @returns the function that gives it */
export function createShortLink({
  clock,
  connect,
}: Pick<CallsDeps, "clock" | "connect">): () => Promise<Link> {
  let link: Link | null = null;
  let cancel = (): void => undefined;
  return async () => {
    cancel();
    link ??= connect();
    const current = link;
    const close = (): void => {
      current.close();
      if (link === current) link = null;
    };
    cancel = clock.after(IDLE_MS, close);
    try {
      await current.first;
    } catch (error) {
      close();
      throw error;
    }
    return current;
  };
}

export function createCalls(deps: CallsDeps): Connection {
  const link = createShortLink(deps);
  const files = deps.filesOver(link);
  const none = async (): Promise<void> => undefined;
  return {
    isReady: () => false,
    send: () => Promise.reject(new ParlorError("busy", "Another tab sends")),
    lookUp: async () => null,
    // A connection for a notice would be too much.
    typing: () => undefined,
    loadOlder: none,
    async end(signal) {
      if (!(await deps.canClear())) return;
      const open = await link();
      await clearConversation(open, asUuid(deps.random.id()), signal).finally(() => open.close());
    },
    files: async () => files,
    signIn: async () => (await link()).signIn(),
    signOut: () => deps.account.revoke(),
    wake: () => undefined,
    close: () => undefined,
  };
}
