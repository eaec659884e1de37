import type { Clock } from "../ports/clock.ts";
import type { Channel, Tabs } from "../ports/tabs.ts";

/** A visible follower asks this often whether the leader still answers, and leads itself when it does not answer for as long. */
const PING_MS = 2_000;
const ANSWER_MS = 1_000;
/** Shorter than a tab has to be silent before another one takes its place: for so long a leader need not ask again. */
const SURE_MS = 900;

/** The tabs of one browser that show one deployment's chat. One leads: it alone holds the socket and sends. */
export interface TabGroup {
  /** Joins, once. @returns whether this tab leads */
  join(): Promise<boolean>;
  readonly isLeading: () => boolean;
  /** Whether it leads still: a tab that was frozen may have lost its place without having heard. At once, if it is sure. */
  confirm(): boolean | Promise<boolean>;
  /** Tells all other tabs. */
  tell(message: unknown): void;
  leave(): void;
}

export interface TabGroupDeps {
  readonly name: string;
  /** Null: this tab stands alone, and leads. */
  readonly tabs: Tabs | null;
  readonly clock: Clock;
  /** This tab leads from now on, after it has followed. */
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
  let sureAt = Number.NEGATIVE_INFINITY;
  let release = (): void => undefined;
  let cancelPing = (): void => undefined;
  let cancelAnswer = (): void => undefined;

  const holder = async (): Promise<string | undefined> => {
    const { held = [] } = (await tabs?.locks.query()) ?? {};
    return held.find((lock) => lock.name === name)?.clientId;
  };

  /** Holds the lock for as long as this tab lives and nobody takes it. */
  const lead = (): Promise<void> => {
    cancelPing();
    cancelAnswer();
    isLeading = true;
    return new Promise((resolve) => (release = resolve));
  };
  const request = (options: { ifAvailable?: boolean; steal?: boolean }): Promise<boolean> =>
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
            if (!isAllowed) {
              // Where storage is forbidden or the frame has no origin, so are locks: this tab stands alone.
              tabs = null;
              channel?.close();
              channel = null;
              isLeading = true;
              resolve(true);
              return;
            }
            // Taken away by a tab that got no answer from this one.
            if (!isLeading || hasLeft) return;
            isLeading = false;
            follow();
            deps.onFollow();
          },
        );
    });

  /** Waits in line for the lock, and looks after the leader meanwhile. */
  const follow = (): void => {
    void request({}).then((leads) => {
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
      if (tabs === null || Math.abs(now - sureAt) < SURE_MS) return isLeading;
      return holder().then((id) => {
        if (id === clientId) sureAt = now;
        return isLeading && id === clientId;
      });
    },
    tell: (message) => channel?.postMessage(message),
    leave() {
      hasLeft = true;
      cancelPing();
      cancelAnswer();
      channel?.close();
      channel = null;
      release();
    },
  };
}
