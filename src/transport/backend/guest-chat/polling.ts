import type { IncomingMessage, MemberId } from "../../conversation/message.ts";
import type { ChangeReason, IncomingMember } from "../../conversation/state.ts";
import { codeOf } from "../../errors.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Logger } from "../../ports/log.ts";
import type { Reachability } from "../../ports/reachability.ts";
import type { Sink } from "../backend.ts";
import { decodeMember, decodeMissed, decodeReason } from "./decode.ts";
import { list, object, text } from "./read-json.ts";
import type { PollAnswer } from "./rest-client.ts";

/**
 * The first poll runs at once, the second after this long.
 * Each poll without news makes the next wait longer by half, up to `MAX_MS`.
 */
const FIRST_MS = 2_000;
const MAX_MS = 15_000;

/** Members and messages that were fetched together. */
export interface Page {
  readonly members: readonly IncomingMember[];
  readonly messages: readonly IncomingMessage[];
  readonly hasOlder?: boolean;
}

interface PolledMember {
  readonly member: IncomingMember;
  readonly reason: ChangeReason | null;
}

function memberOf(value: unknown): PolledMember | null {
  const member = decodeMember(value);
  return member === null ? null : { member, reason: decodeReason(object(value)["reason"]) };
}

export interface Poll {
  close(): void;
}

export interface PollDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly reachability: Reachability;
  readonly sink: Sink;
  readonly ask: () => Promise<PollAnswer>;
  readonly applyPage: (page: Page) => Promise<void>;
  readonly onReady: () => void;
  /** @returns whether the conversation is over */
  readonly onError: (error: unknown) => boolean;
}

/** Reports the rest of what frames tell: why members have changed, and who will answer. */
function applyExtras(sink: Sink, members: readonly PolledMember[], missed: unknown): void {
  for (const { member, reason } of members)
    if (member.role === "agent") sink.memberChanged(member.id, member.state, reason);
  const [known, told] = [sink.state().missed, decodeMissed(missed)];
  // A new object would be a change, and each poll tells it.
  if (known?.takenBy !== told?.takenBy || known?.isAnswered !== told?.isAnswered) sink.missed(told);
}

/** Polls at rising intervals, where sockets are blocked (extension `poll`). */
export function startPoll({ clock, sink, ...deps }: PollDeps): Poll {
  let isClosed = false;
  let ms = FIRST_MS;
  let cancel = (): void => undefined;
  /** @returns whether there was anything new */
  const ask = async (): Promise<boolean> => {
    try {
      const { messages, last } = await deps.ask();
      if (isClosed || sink.state().stream.kind === "live") return false;
      const answer = object(last);
      const members = list(answer["members"], memberOf);
      await deps.applyPage({ members: members.map(({ member }) => member), messages });
      if (isClosed) return false;
      applyExtras(sink, members, answer["missed"]);
      const typing = list(answer["typing"], (id) => (text(id) || null) as MemberId | null);
      for (const id of typing) sink.typing(id);
      sink.status({ kind: "polling", since: clock.now() });
      deps.onReady();
      return messages.length > 0 || typing.length > 0;
    } catch (error) {
      deps.log.warn(`A poll failed: ${codeOf(error)}`);
      const now = clock.now();
      const isOffline = !deps.reachability.isOnline();
      if (!deps.onError(error) && sink.state().stream.kind === "polling")
        sink.status({ kind: "waiting", retryAt: now, since: now, isOffline });
      return false;
    }
  };
  const pollAgain = async (): Promise<void> => {
    const isNew = await ask();
    if (isClosed) return;
    ms = isNew ? FIRST_MS : Math.min(MAX_MS, ms * 1.5);
    cancel = clock.after(ms, () => void pollAgain());
  };
  void pollAgain();
  return {
    close() {
      isClosed = true;
      cancel();
    },
  };
}
