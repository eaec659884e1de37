/** An event of a conversation that one endpoint is to be told. */
export interface NewDelivery {
  readonly endpoint: string;
  /** The same at every attempt, and for every endpoint. */
  readonly eventId: string;
  readonly type: string;
  /** JSON: the event as it is at this moment. */
  readonly body: string;
  readonly since: number;
}

/** A delivery that this process alone may send now. */
export interface ClaimedDelivery extends NewDelivery {
  readonly id: number;
  readonly conversationId: string;
  /** Which attempt it is, from 1. */
  readonly attempt: number;
  /** Names the claim; one that has run out changes nothing any more. */
  readonly claim: string;
}

/** Which deliveries may be claimed, and for how long. */
export interface ClaimTerms {
  readonly endpoint: string;
  readonly now: number;
  /** The claim ends then, unless its outcome is written before. */
  readonly until: number;
  readonly claim: string;
  readonly most: number;
}

/** The state of a delivery after an attempt. */
export type DeliveryOutcome =
  | { readonly kind: "delivered" }
  /** It is due again then. */
  | { readonly kind: "later"; readonly at: number; readonly failure: string }
  /** It is kept, and sent no more until somebody asks for it. */
  | { readonly kind: "parked"; readonly failure: string };

/** A delivery in a list for operators. It has nothing of what people have written. */
export interface DeliverySummary {
  readonly eventId: string;
  readonly endpoint: string;
  readonly type: string;
  readonly conversationId: string;
  readonly state: "pending" | "parked";
  readonly attempts: number;
  readonly since: number;
  readonly nextAt: number | null;
  readonly failure: string | null;
}

export interface DeliveryCount {
  readonly endpoint: string;
  readonly state: "pending" | "parked";
  readonly count: number;
  /** Since when the oldest of them is to be sent. */
  readonly since: number;
}

/** Which parked deliveries are sent again. */
export interface RetryQuery {
  /** Null: of all events. */
  readonly eventIds: readonly string[] | null;
  /** Null: of all endpoints. */
  readonly endpoint: string | null;
}

/**
 * The deliveries that are not made yet. Those of one conversation and endpoint are made one after
 * the other, in the order of the commits.
 */
export interface DeliveryStore {
  /** Claims those of an endpoint that are due, so that nobody else sends them meanwhile. */
  claimDeliveries(terms: ClaimTerms): Promise<readonly ClaimedDelivery[]>;
  /**
   * Writes the outcome of an attempt. A delivery that is made is deleted.
   * @returns false when the claim has run out and somebody else has it; nothing is written then
   */
  settleDelivery(
    delivery: ClaimedDelivery,
    outcome: DeliveryOutcome,
    now: number,
  ): Promise<boolean>;
  /** When the next delivery of an endpoint is due after a moment; null when none is. */
  nextDelivery(endpoint: string, after: number): Promise<number | null>;
  /** Parks what is pending for other endpoints than these. @returns how many */
  parkOtherDeliveries(endpoints: readonly string[], failure: string): Promise<number>;
  /** Makes parked deliveries due. @returns how many */
  retryDeliveries(query: RetryQuery, now: number): Promise<number>;
  /** Up to `most`, the oldest first. */
  deliveries(most: number): Promise<readonly DeliverySummary[]>;
  deliveryCounts(): Promise<readonly DeliveryCount[]>;
}
