import type { IncomingMessage } from "../../conversation/message.ts";
import { ParlorError } from "../../errors.ts";
import type { Draft, Sink } from "../backend.ts";
import type { History } from "./history.ts";
import type { Reports } from "./reports.ts";
import { isSameContent } from "./same-content.ts";

/** So many pages are searched at most. */
const MAX_PAGES = 40;

interface LookUpDeps {
  readonly history: History;
  readonly sink: Sink;
  readonly signal: AbortSignal;
}

/** Searches the history for a message that may have arrived. */
export async function lookUp(
  { history, sink, signal }: LookUpDeps,
  reports: Reports,
  { text: body, content }: Draft,
): Promise<IncomingMessage | null> {
  const rows = [...sink.state().messages.values()];
  const known = new Set<string>(
    rows.flatMap(({ delivery }) => (delivery.kind === "sent" ? delivery.id : [])),
  );
  const waiting = rows.find(
    (row) => row.isOwn && row.delivery.kind !== "sent" && isSameContent(row, { body, content }),
  );
  const since = waiting?.at ?? 0;
  for (let number = 1; number <= MAX_PAGES; number++) {
    const page = await history.page(number, signal);
    const found = page.messages.find(
      (one) =>
        one.isOwn &&
        isSameContent({ body: one.text, content: one.content }, { body, content }) &&
        !known.has(one.key) &&
        reports.isRecent(one.at, since),
    );
    if (found !== undefined) return reports.rowOf(found);
    if (page.isEmpty || page.messages.some(({ at }) => !reports.isRecent(at, since))) return null;
  }
  throw new ParlorError("server-error", "The history is too long to be searched");
}
