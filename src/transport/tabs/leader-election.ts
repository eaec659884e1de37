import type { Clock } from "../ports/clock.ts";
import type { Channel, Tabs } from "../ports/tabs.ts";
import { createLeadLock } from "./lead-lock.ts";

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

/** Pings the leading tab while this one is visible, and notices when it does not answer. */
function createPing(
  clock: Clock,
  isVisible: () => boolean,
  send: () => void,
  onSilence: () => void,
) {
  let cancelPing = (): void => undefined;
  let cancelAnswer = (): void => undefined;

  const start = (): void => {
    cancelPing();
    cancelPing = clock.after(PING_MS, start);
    if (!isVisible()) return;
    send();
    cancelAnswer();
    cancelAnswer = clock.after(ANSWER_MS, () => {
      cancelPing();
      onSilence();
    });
  };
  return {
    start,
    stop() {
      cancelPing();
      cancelAnswer();
    },
    answered: () => cancelAnswer(),
  };
}

export function createTabGroup({ name, clock, ...deps }: TabGroupDeps): TabGroup {
  let { tabs } = deps;
  let channel: Channel | null = null;
  let joined: Promise<boolean> | null = null;
  let isLeading = tabs === null;
  let hasLeft = false;
  let confirmedAt = Number.NEGATIVE_INFINITY;

  const closeChannel = (): void => {
    channel?.close();
    channel = null;
  };
  const lock =
    tabs &&
    createLeadLock({
      locks: tabs.locks,
      name,
      isWanted: () => !hasLeft,
      onHeld() {
        ping.stop();
        isLeading = true;
      },
      onForbidden() {
        // This tab runs alone.
        tabs = null;
        closeChannel();
        isLeading = true;
      },
      onStolen() {
        // A tab that got no answer from this one leads.
        if (!isLeading || hasLeft) return;
        isLeading = false;
        follow();
        deps.onFollow();
      },
    });
  const request = async (options: { readonly steal?: boolean }): Promise<void> => {
    if (await lock?.request(options)) deps.onLead();
  };
  const ping = createPing(
    clock,
    () => tabs?.isVisible() === true,
    () => channel?.postMessage("ping"),
    () => void request({ steal: true }),
  );
  /** Queues for the lock, and pings the leader meanwhile. */
  const follow = (): void => {
    void request({});
    ping.start();
  };
  const join = async (): Promise<boolean> => {
    if (tabs === null || lock === null) return true;
    if (hasLeft) return false;
    channel = tabs.open(name);
    channel.onmessage = ({ data }) => {
      if (data === "pong") ping.answered();
      else if (data !== "ping") deps.onMessage(data);
      else if (isLeading) channel?.postMessage("pong");
    };
    const leads = await lock.request({ ifAvailable: true });
    if (!leads && !hasLeft) follow();
    return leads;
  };

  return {
    join: () => (joined ??= join()),
    isLeading: () => isLeading,
    confirm() {
      const now = clock.now();
      if (tabs === null || lock === null || Math.abs(now - confirmedAt) < CONFIRMED_MS)
        return isLeading;
      return lock.isHeld().then((isHeld) => {
        if (isHeld) confirmedAt = now;
        return isLeading && isHeld;
      });
    },
    tell: (message) => channel?.postMessage(message),
    leave() {
      hasLeft = true;
      ping.stop();
      closeChannel();
      lock?.release();
    },
  };
}
