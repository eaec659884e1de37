import { setMaxListeners } from "node:events";
import { publicEventTypes, type Webhook } from "../domain/webhook.ts";
import { Deliveries } from "../service/deliveries.ts";
import type { ClaimedDelivery } from "../service/delivery-store.ts";
import type { AttemptResult, Endpoint } from "../service/endpoint.ts";
import { recordDeliveries } from "../service/record-deliveries.ts";
import type { Store } from "../service/store.ts";
import { webhookName } from "../webhooks/webhook-name.ts";
import { createWebhookPlan } from "../webhooks/webhook-plan.ts";
import { ChatStage } from "./chat-stage.ts";
import { lanternLine } from "./tenant-fixture.ts";

/** One webhook for everything. */
export const CRM: Webhook = {
  url: "https://crm.example.com/parlor?key=hidden",
  secrets: ["a-secret-of-more-than-24-characters"],
  events: publicEventTypes,
  allowPrivateAddresses: false,
};

type Answer = (delivery: ClaimedDelivery) => AttemptResult | Promise<AttemptResult>;

/** A receiver that a test controls. */
export class Receiver implements Endpoint {
  readonly name: string;
  /** Everything that it was sent, also when it refused it. */
  readonly sent: ClaimedDelivery[] = [];
  /** Everything that it took. */
  readonly taken: ClaimedDelivery[] = [];
  answer: Answer = () => ({ kind: "delivered" });

  constructor({ url }: Pick<Webhook, "url">) {
    this.name = webhookName(lanternLine.id, url);
  }

  async send(delivery: ClaimedDelivery, signal: AbortSignal): Promise<AttemptResult> {
    this.sent.push(delivery);
    // One signal is for all attempts of a server.
    setMaxListeners(0, signal);
    const cut = new Promise<never>((_, reject) =>
      signal.addEventListener("abort", () => reject(new Error("cut"))),
    );
    const result = await Promise.race([this.answer(delivery), cut]);
    if (result.kind === "delivered") this.taken.push(delivery);
    return result;
  }

  /** The texts of the messages that it took. */
  texts(conversationId?: string): string[] {
    return this.taken
      .filter((one) => conversationId === undefined || one.conversationId === conversationId)
      .flatMap(({ type, body }) => (type === "message.created" ? textOf(body) : []));
  }
}

function textOf(body: string): string {
  const event: { message: { body: string } } = JSON.parse(body);
  return event.message.body;
}

/** A stage whose organization has webhooks, with receivers that a test controls. */
export class DeliveryStage extends ChatStage {
  webhooks: readonly Webhook[] = [CRM];
  receivers: readonly Receiver[] = [];
  deliveries!: Deliveries;
  readonly parked: string[] = [];
  readonly reported: unknown[] = [];

  override async start(): Promise<this> {
    this.receivers = this.webhooks.map((webhook) => new Receiver(webhook));
    await super.start({ ...lanternLine, webhooks: this.webhooks });
    await this.deliveries.start();
    return this;
  }

  get receiver(): Receiver {
    const [first] = this.receivers;
    if (first === undefined) throw new Error("There is no webhook");
    return first;
  }

  protected override storeOf(store: Store): Store {
    this.deliveries = this.createDeliveries();
    const plan = createWebhookPlan({
      tenants: [{ ...lanternLine, webhooks: this.webhooks }],
      clock: this.clock,
    });
    return recordDeliveries(store, plan, () => this.deliveries.wake());
  }

  /** Delivers on this store; a second one stands for another process. */
  createDeliveries(): Deliveries {
    return new Deliveries({
      store: this.store,
      clock: this.clock,
      endpoints: this.receivers,
      watch: {
        attempted: () => undefined,
        parked: (endpoint, failure) => this.parked.push(`${endpoint}: ${failure}`),
      },
      random: () => 0,
      report: (error) => this.reported.push(error),
    });
  }

  override async stop(): Promise<void> {
    await this.chats.close();
    const closed = this.deliveries.close();
    await this.settle();
    // Attempts that nobody answers are cut.
    this.clock.advance(3_000);
    await closed;
    await super.stop();
  }
}
