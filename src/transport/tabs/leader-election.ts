import type { Clock } from "../ports/clock.ts";
import type { Channel, Tabs } from "../ports/tabs.ts";
import { createLeadLock, type LockOptions } from "./lead-lock.ts";

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
  readonly tabs: Tabs;
  readonly clock: Clock;
  /** This tab leads from now on, after having followed. */
  readonly onLead: () => void;
  /** Another tab has taken over. */
  readonly onFollow: () => void;
  readonly onMessage: (message: unknown) => void;
}

/** Pings the leading tab while this one is visible. */
interface Ping {
  readonly start: () => void;
  /** The leading tab has answered. */
  readonly answered: () => void;
  readonly stop: () => void;
}

/** @param onSilence - called when the leading tab has not answered */
function createPing(
  { clock, tabs }: Pick<TabGroupDeps, "clock" | "tabs">,
  post: (message: "ping") => void,
  onSilence: () => void,
): Ping {
  let cancelPing = (): void => undefined;
  let cancelAnswer = (): void => undefined;
  function start(): void {
    cancelPing();
    cancelPing = clock.after(PING_MS, start);
    if (!tabs.isVisible()) return;
    post("ping");
    cancelAnswer();
    cancelAnswer = clock.after(ANSWER_MS, () => {
      cancelPing();
      onSilence();
    });
  }
  return {
    start,
    answered: () => cancelAnswer(),
    stop() {
      cancelPing();
      cancelAnswer();
    },
  };
}

export function createTabGroup(deps: TabGroupDeps): TabGroup {
  const { name, clock, tabs } = deps;
  let channel: Channel | null = null;
  let joined: Promise<boolean> | null = null;
  let isLeading = false;
  /** Locks are forbidden where storage is, or where the frame has no origin. */
  let isAlone = false;
  let hasLeft = false;
  /** A request for the lock that waits would keep the browser from caching the page. */
  const leaving = new AbortController();
  let confirmedAt = Number.NEGATIVE_INFINITY;

  const post = (message: unknown): void => channel?.postMessage(message);
  const ping = createPing(deps, post, () => requestLater({ steal: true }));
  const lock = createLeadLock(
    tabs.locks,
    name,
    () => {
      if (hasLeft) return false;
      ping.stop();
      return (isLeading = true);
    },
    () => {
      // Stolen by a tab that got no answer from this one.
      if (!isLeading || hasLeft) return;
      isLeading = false;
      follow();
      deps.onFollow();
    },
  );
  async function request(options: LockOptions): Promise<boolean> {
    const isHeld = await lock.request(options);
    if (hasLeft) return false;
    if (isHeld === null) {
      close();
      return (isLeading = isAlone = true);
    }
    return isHeld;
  }
  const requestLater = (options: LockOptions): void =>
    void request(options).then((leads) => {
      if (leads) deps.onLead();
    });
  /** Queues for the lock, and pings the leader meanwhile. */
  function follow(): void {
    requestLater({ signal: leaving.signal });
    ping.start();
  }
  function close(): void {
    ping.stop();
    channel?.close();
    channel = null;
  }
  async function join(): Promise<boolean> {
    if (hasLeft) return false;
    channel = tabs.open(name);
    channel.onmessage = ({ data }) => {
      if (data === "pong") ping.answered();
      else if (data !== "ping") deps.onMessage(data);
      else if (isLeading) post("pong");
    };
    const leads = await request({ ifAvailable: true });
    if (!leads && !hasLeft) follow();
    return leads;
  }

  return {
    join: () => (joined ??= join()),
    isLeading: () => isLeading,
    confirm() {
      const now = clock.now();
      if (isAlone || Math.abs(now - confirmedAt) < CONFIRMED_MS) return isLeading;
      return lock.isHeld().then((isHeld) => {
        if (isHeld) confirmedAt = now;
        return isLeading && isHeld;
      });
    },
    tell: post,
    leave() {
      hasLeft = true;
      leaving.abort();
      close();
      lock.release();
    },
  };
}
