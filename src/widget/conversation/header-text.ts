import type { Member } from "../../transport/index.ts";
import { agentIn } from "../model/message-presentation.ts";
import type { WidgetContext } from "../model/widget-context.ts";

/** The present agent, and the line under the name. */
export function headerOf({
  chat: { signals },
  host: { options },
  translator: { isolated, t, timeOf },
}: WidgetContext): {
  readonly agent: Member | null;
  readonly sub: string;
} {
  const phase = signals.phase.value;
  const { queue } = options.routing;
  const agent = phase.kind === "talking" ? agentIn(signals.members.value) : null;
  const sub =
    phase.kind === "waiting"
      ? t("header.waiting", { queue: signals.queue.value?.name ?? queue })
      : phase.kind === "ended"
        ? t("header.ended", { time: timeOf(phase.at) })
        : agent === null
          ? queue
          : [options.company, agent.queueName ?? queue].map(isolated).join(" · ");
  return { agent, sub };
}
