import { randomBytes } from "node:crypto";
import type { Clock } from "../../../service/clock.ts";
import { ApiError } from "../../../plugins/errors.ts";
import type { Limits } from "../../../plugins/limits.ts";
import { CLOSE_POLICY, type CloseFrame } from "../../../plugins/websocket.ts";
import type { UserKey } from "../../../domain/tenant.ts";
import { AgentChannel } from "./agent-channel.ts";
import { userKeyOf, type AgentIdentity } from "../../../plugins/agent-token.ts";

/** As long as the vendor's; a channel ends earlier when the token that created it expires. */
const CHANNEL_LIFE_MS = 24 * 60 * 60 * 1000;

/** The notification channels of all agents, each until it expires. */
export interface ChannelStore {
  /** Beyond the limit of an agent's channels its oldest is dropped. */
  open(agent: AgentIdentity, base: string): AgentChannel;
  all(): readonly AgentChannel[];
  ofAgent(agent: AgentIdentity): readonly AgentChannel[];
  /** Null when there is none that has not expired. */
  find(id: string): AgentChannel | null;
  /** @throws ApiError 404 `not.found` for a channel that is not this agent's */
  ownChannel(agent: AgentIdentity, id: string): AgentChannel;
  close(): void;
}

interface OpenChannel {
  readonly channel: AgentChannel;
  readonly cancelExpiry: () => void;
}

export function createChannelStore(deps: {
  readonly clock: Clock;
  readonly limits: Pick<Limits, "maxChannelsPerAgent">;
  readonly auditReading: (who: UserKey, conversationId: string) => Promise<void>;
  readonly report: (error: unknown) => void;
}): ChannelStore {
  const { clock, limits, report } = deps;
  const entries = new Map<string, OpenChannel>();

  const all = (): AgentChannel[] => [...entries.values()].map(({ channel }) => channel);
  const ofAgent = ({ user, organization }: AgentIdentity): AgentChannel[] =>
    all().filter(
      ({ agent }) => agent.user.id === user.id && agent.organization.id === organization.id,
    );
  const find = (id: string): AgentChannel | null => {
    const channel = entries.get(id)?.channel;
    return channel !== undefined && channel.expiresAt > clock.now() ? channel : null;
  };
  const drop = ({ channel, cancelExpiry }: OpenChannel, { code, reason }: CloseFrame): void => {
    cancelExpiry();
    entries.delete(channel.id);
    channel.close(code, reason);
  };

  return {
    all,
    ofAgent,
    find,
    open(agent, base) {
      const own = ofAgent(agent);
      for (const { id } of own.slice(0, Math.max(0, own.length - limits.maxChannelsPerAgent + 1))) {
        const oldest = entries.get(id);
        if (oldest !== undefined)
          drop(oldest, { code: 1000, reason: "Another channel was opened" });
      }
      const expiresAt = Math.min(clock.now() + CHANNEL_LIFE_MS, agent.tokenEndsAt);
      const channel = new AgentChannel({
        id: randomBytes(24).toString("base64url"),
        agent,
        base,
        expiresAt,
        audit: (conversationId) => deps.auditReading(userKeyOf(agent), conversationId),
        report,
      });
      const entry: OpenChannel = {
        channel,
        cancelExpiry: clock.at(expiresAt, () =>
          drop(entry, { code: CLOSE_POLICY, reason: "token.expired" }),
        ),
      };
      entries.set(channel.id, entry);
      return channel;
    },
    ownChannel(agent, id) {
      const channel = find(id);
      if (channel === null || !ofAgent(agent).includes(channel))
        throw new ApiError("not.found", "The channel was not found.");
      return channel;
    },
    close() {
      for (const { cancelExpiry } of entries.values()) cancelExpiry();
    },
  };
}
