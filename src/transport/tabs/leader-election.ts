import type { Clock } from "../ports/clock.ts";
import type { Channel, Tabs } from "../ports/tabs.ts";

/**
 * A visible follower pings the leader this often, and takes the lead when no answer
 * arrives within `ANSWER_MS`.
 */
const PING_MS = 2_000;
const ANSWER_MS = 1_000;
/**
 * For this long a leader need not confirm its lead again: it is shorter than the silence after
 * which another tab takes the lead.
 */
const CONFIRMED_MS = 900;

/**
 * The tabs of one browser that show one deployment's chat.
 * Only the leading tab holds the socket and sends.
 */
export interface TabGroup {
  /** Joins the group, once. @returns whether this tab leads */
  join(): Promise<boolean>;
  readonly isLeading: () => boolean;
  /**
   * Whether this tab still leads: a frozen tab may have lost the lead without noticing.
   * Returns at once when the lead was confirmed recently.
   */
  confirm(): boolean | Promise<boolean>;
  /** Sends a message to all other tabs. */
  tell(message: unknown): void;
  leave(): void;
}

export interface TabGroupDeps {
  readonly name: string;
  /** Null: this tab runs alone, and leads. */
  readonly tabs: Tabs | null;
  readonly clock: Clock;
  /** This tab leads from now on, after having followed. */
  readonly onLead: () => void;
  /** Another tab has taken over. */
  readonly onFollow: () => void;
  readonly onMessage: (message: unknown) => void;
}

export function createTabGroup({ name, clock, ...deps }: TabGroupDeps): TabGroup {
  let { tabs } = deps;
  let channel: Channel | null = null;
  let joined: Promise<boolean> | null = null;
  let clientId: string | undefined;
  let isLeading = tabs === null;
  let hasLeft = false;
  /** A request for the lock that waits would keep the browser from caching the page. */
  const leaving = new AbortController();
  let confirmedAt = Number.NEGATIVE_INFINITY;
  let release = (): void => undefined;
  let cancelPing = (): void => undefined;
  let cancelAnswer = (): void => undefined;

  const holder = async (): Promise<string | undefined> => {
    const { held = [] } = (await tabs?.locks.query()) ?? {};
    return held.find((lock) => lock.name === name)?.clientId;
  };

  /** Holds the lock until this tab leaves or another tab steals it. */
  const lead = (): Promise<void> => {
    cancelPing();
    cancelAnswer();
    isLeading = true;
    return new Promise((resolve) => (release = resolve));
  };
  const request = (options: Parameters<Tabs["locks"]["request"]>[1]): Promise<boolean> =>
    new Promise((resolve) => {
      let isAllowed = false;
      void tabs?.locks
        .request(name, options, (lock) => {
          isAllowed = true;
          if (hasLeft || lock === null) {
            resolve(false);
            return undefined;
          }
          const held = lead();
          void holder().then((id) => {
            clientId = id;
            resolve(!hasLeft);
          });
          return held;
        })
        .then(
          () => undefined,
          () => {
            if (hasLeft) return resolve(false);
            if (!isAllowed) {
              // Locks are forbidden where storage is, or where the frame has no
              // origin: this tab runs alone.
              tabs = null;
              channel?.close();
              channel = null;
              isLeading = true;
              resolve(true);
              return;
            }
            // Stolen by a tab that got no answer from this one.
            if (!isLeading) return;
            isLeading = false;
            follow();
            deps.onFollow();
          },
        );
    });

  /** Queues for the lock, and pings the leader meanwhile. */
  const follow = (): void => {
    void request({ signal: leaving.signal }).then((leads) => {
      if (leads && !hasLeft) deps.onLead();
    });
    ping();
  };
  const ping = (): void => {
    cancelPing();
    cancelPing = clock.after(PING_MS, ping);
    if (tabs?.isVisible() !== true) return;
    channel?.postMessage("ping");
    cancelAnswer();
    cancelAnswer = clock.after(ANSWER_MS, () => {
      cancelPing();
      void request({ steal: true }).then((leads) => {
        if (leads) deps.onLead();
      });
    });
  };

  return {
    join() {
      joined ??= (async () => {
        if (tabs === null) return true;
        if (hasLeft) return false;
        channel = tabs.open(name);
        channel.onmessage = ({ data }) => {
          if (data === "ping") {
            if (isLeading) channel?.postMessage("pong");
          } else if (data === "pong") cancelAnswer();
          else deps.onMessage(data);
        };
        const leads = await request({ ifAvailable: true });
        if (!leads && !hasLeft) follow();
        return leads;
      })();
      return joined;
    },
    isLeading: () => isLeading,
    confirm() {
      const now = clock.now();
      if (tabs === null || Math.abs(now - confirmedAt) < CONFIRMED_MS) return isLeading;
      return holder().then((id) => {
        if (id === clientId) confirmedAt = now;
        return isLeading && id === clientId;
      });
    },
    tell: (message) => channel?.postMessage(message),
    leave() {
      hasLeft = true;
      leaving.abort();
      cancelPing();
      cancelAnswer();
      channel?.close();
      channel = null;
      release();
    },
  };
}
