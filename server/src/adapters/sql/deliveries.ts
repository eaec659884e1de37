import type { NewDelivery } from "../../service/delivery-store.ts";
import type { Statements } from "./statements.ts";

/** Only the first pending row of a line is due: a row behind another one waits for it. */
const INSERT = `
  insert into deliveries (conversation_id, endpoint, event_id, type, body, state, since, next_at)
  values (?, ?, ?, ?, ?, 'pending', ?, case when exists (
    select 1 from deliveries where conversation_id = ? and endpoint = ? and state = 'pending'
  ) then null else ? end)`;

/** Writes the deliveries of a change, in the caller's transaction. */
export function writeDeliveries(
  statements: Statements,
  conversationId: string,
  deliveries: readonly NewDelivery[],
): void {
  for (const { endpoint, eventId, type, body, since } of deliveries)
    statements.run(INSERT, [
      conversationId,
      endpoint,
      eventId,
      type,
      body,
      since,
      conversationId,
      endpoint,
      since,
    ]);
}
