import { computed, effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Clock } from "../../../src/transport/ports/clock.ts";
import type { ChannelStatus, NotificationChannel } from "./channel.ts";
import type { ServerClock } from "./server-clock.ts";

/** A short break is not worth a word, in ms. */
const SHOW_AFTER_MS = 2_000;
const UNREACHABLE_AFTER_MS = 15_000;
const BACK_FOR_MS = 4_000;
const TICK_MS = 1_000;

/** The state of the desk's own connection in words: nothing while all is well. */
export type ConnectionBanner =
  | "none"
  /** The desk has just been opened: nothing was connected before. */
  | "connecting"
  | "reconnecting"
  /** The browser says so. */
  | "offline"
  /** The browser is online, and the server does not answer. */
  | "unreachable"
  | "back";

/** @param backAt - when the connection came back after a break that was told; 0 for never */
export function bannerOf(status: ChannelStatus, now: number, backAt: number): ConnectionBanner {
  if (status.kind === "live") return now - backAt < BACK_FOR_MS ? "back" : "none";
  if (status.kind === "waiting" && status.isOffline) return "offline";
  const awayMs = now - status.since;
  if (awayMs < SHOW_AFTER_MS) return "none";
  return awayMs < UNREACHABLE_AFTER_MS ? "reconnecting" : "unreachable";
}

/** The time, and the state of the connection at that time. */
export class Connection {
  /** The time by the server's clock, to compare the server's times with. */
  readonly now: ReadonlySignal<number>;
  readonly channel: Signal<NotificationChannel | null> = signal(null);
  readonly banner: ReadonlySignal<ConnectionBanner> = computed(() => {
    const status = this.channel.value?.status.value;
    if (status === undefined) return "none";
    const banner = bannerOf(status, this.#ownNow.value, this.#backAt.value);
    return banner === "reconnecting" && !this.#wasLive.value ? "connecting" : banner;
  });
  readonly #wasLive = signal(false);
  readonly #clock: Clock;
  /** The time by this computer's clock, by which the connection is watched. */
  readonly #ownNow: Signal<number>;
  /** When the connection came back after a break that was told. */
  readonly #backAt = signal(0);
  #cancelTick = (): void => undefined;
  #stopWatching = (): void => undefined;

  constructor(clock: Clock, { offsetMs }: Pick<ServerClock, "offsetMs">) {
    this.#clock = clock;
    this.#ownNow = signal(clock.now());
    this.now = computed(() => this.#ownNow.value + offsetMs.value);
  }

  /** Runs the channel until closed. */
  open(channel: NotificationChannel): void {
    this.channel.value = channel;
    this.#tick();
    let wasAway = false;
    this.#stopWatching = effect(() => {
      this.#wasLive.value ||= channel.status.value.kind === "live";
      const isAway = !["none", "connecting", "back"].includes(this.banner.value);
      if (wasAway && !isAway) this.#backAt.value = this.#ownNow.peek();
      wasAway = isAway;
    });
    void channel.run();
  }

  close(): void {
    this.#cancelTick();
    this.#stopWatching();
    this.channel.peek()?.close();
  }

  #tick(): void {
    this.#ownNow.value = this.#clock.now();
    this.#cancelTick = this.#clock.after(TICK_MS, () => this.#tick());
  }
}

/**
 * The banner's words: what has happened, and what it means for the agent.
 * @param unsent - messages that the server does not have
 */
export function bannerWords(
  state: Exclude<ConnectionBanner, "none">,
  unsent: number,
): readonly [strong: string, rest: string] {
  const kept =
    unsent === 0
      ? ""
      : unsent === 1
        ? "1 message is not sent."
        : `${unsent} messages are not sent.`;
  switch (state) {
    case "connecting":
      return ["Connecting…", "This takes a moment."];
    case "reconnecting":
      return ["Reconnecting…", "You can keep writing."];
    case "offline":
      return ["You’re offline.", kept];
    case "unreachable":
      return ["The server can’t be reached.", kept];
    case "back":
      return ["Back online.", kept];
  }
}
