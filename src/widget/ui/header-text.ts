import type { Member } from "../../transport/index.ts";
import { isolated, t, timeOf } from "../i18n/translate.ts";
import { agentIn } from "./log/timeline.ts";
import type { View } from "../state/view.ts";

/** Who is there now, and what stands under the name. */
export function headerOf({ signals, options }: View): {
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
