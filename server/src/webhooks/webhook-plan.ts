import type {
  AgentMessage,
  GenericConversation,
  MediaParticipant,
} from "parlor-contract/parlor.generated";
import { iso } from "parlor-contract/views";
import { publicEventsOf, type PublicEvent } from "../domain/public-event.ts";
import type { ConversationRecord, Rating } from "../domain/model.ts";
import { homeOf } from "../domain/home-of.ts";
import { defaultRules, type Organization } from "../domain/tenant.ts";
import type { PublicEventType } from "../domain/webhook.ts";
import type { Clock } from "../service/clock.ts";
import type { NewDelivery } from "../service/delivery-store.ts";
import type { DeliveryPlan } from "../service/record-deliveries.ts";
import {
  agentMessageView,
  genericView,
  mediaParticipant,
} from "../protocols/genesys/agent/media-view.ts";
import { webhookName } from "./webhook-name.ts";

/** The body of a webhook's request but for its `attempt` (docs/contracts/webhooks.schema.json). */
interface WebhookEvent {
  readonly id: string;
  readonly type: PublicEventType;
  readonly at: string;
  readonly organizationId: string;
  readonly conversationId: string;
  readonly conversation?: GenericConversation;
  readonly participant?: MediaParticipant;
  readonly communicationId?: string;
  readonly message?: AgentMessage;
  readonly rating?: Rating;
}

export interface WebhookPlanDeps {
  readonly tenants: readonly Organization[];
  readonly clock: Clock;
}

/** Plans the deliveries to the webhooks of a conversation's organization. */
export function createWebhookPlan({ tenants, clock }: WebhookPlanDeps): DeliveryPlan {
  const withWebhooks = new Map(
    tenants.filter(({ webhooks }) => webhooks.length > 0).map((one) => [one.id, one]),
  );
  const plan = (
    organization: Organization,
    chat: ConversationRecord,
    events: readonly PublicEvent[],
  ): readonly NewDelivery[] =>
    events.flatMap((event) => {
      const listening = organization.webhooks.filter(({ events: all }) => all.includes(event.type));
      if (listening.length === 0) return [];
      const eventId = crypto.randomUUID();
      const body = JSON.stringify(bodyOf(eventId, event, chat, tenants));
      const since = clock.now();
      return listening.map(({ url }) => ({
        endpoint: webhookName(organization.id, url),
        eventId,
        type: event.type,
        body,
        since,
      }));
    });
  return {
    ofChange(changes) {
      const organization = withWebhooks.get(changes.record.conversation.organizationId);
      return organization === undefined
        ? []
        : plan(organization, changes.record, publicEventsOf(changes));
    },
    ofRating(chat, rating, at) {
      const organization = withWebhooks.get(chat.conversation.organizationId);
      const event = { type: "conversation.rated", at, rating } as const;
      return organization === undefined ? [] : plan(organization, chat, [event]);
    },
  };
}

function bodyOf(
  id: string,
  event: PublicEvent,
  chat: ConversationRecord,
  tenants: readonly Organization[],
): WebhookEvent {
  const { id: conversationId, organizationId } = chat.conversation;
  const { type } = event;
  const head = { id, type, at: iso(event.at), organizationId, conversationId };
  switch (event.type) {
    case "message.created":
      // An address of a file would be out of date before the event is read.
      return { ...head, message: agentMessageView(event.message, chat, null) };
    case "member.joined":
    case "member.left": {
      const participant = mediaParticipant(event.member, chat, alertingSecondsOf(chat, tenants));
      return { ...head, participant, communicationId: event.member.id };
    }
    case "conversation.rated":
      return { ...head, conversation: genericView(chat), rating: event.rating };
    default:
      return { ...head, conversation: genericView(chat) };
  }
}

function alertingSecondsOf(
  { conversation }: ConversationRecord,
  tenants: readonly Organization[],
): number {
  return (homeOf(tenants, conversation)?.deployment.rules ?? defaultRules).alertingSeconds;
}
