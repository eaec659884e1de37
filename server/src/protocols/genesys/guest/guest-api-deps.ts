import type { Organization } from "../../../domain/tenant.ts";
import type { CallLimits } from "../../../plugins/call-limits.ts";
import type { GuestTokens } from "../../../plugins/guest-token.ts";
import type { PublicBase } from "../../../plugins/public-base.ts";
import type { RateLimit } from "../../../plugins/rate-limit.ts";
import type { SignedData } from "../../../plugins/signed-data.ts";
import type { FileAddresses } from "../../../plugins/file-addresses.ts";
import type { Attachments } from "../../../service/attachments.ts";
import type { Agents } from "../../../service/agents.ts";
import type { Clock } from "../../../service/clock.ts";
import type { ConversationService } from "../../../service/conversations.ts";
import type { Polls } from "./polls.ts";

export interface GuestApiDeps {
  readonly chats: ConversationService;
  readonly agents: Agents;
  readonly clock: Clock;
  readonly tokens: GuestTokens;
  readonly tenants: readonly Organization[];
  readonly signedData: SignedData;
  readonly polls: Polls;
  /** Limits calls without a token, by address, and announcements of files. */
  readonly createLimiter: RateLimit;
  readonly limits: CallLimits;
  readonly publicBase: PublicBase;
  readonly attachments: Attachments;
  readonly fileAddresses: FileAddresses;
}
