import type { Member } from "../../transport/index.ts";
import { momentName } from "../i18n/dates.ts";
import { agentIn } from "../model/message-presentation.ts";
import { teamOf } from "../model/team-of.ts";
import type { WidgetContext } from "../model/widget-context.ts";

/** The present agent, and the line under the name. */
export function headerOf(context: WidgetContext): {
  readonly agent: Member | null;
  readonly sub: string;
} {
  const { signals } = context.chat;
  const { isolated, t } = context.translator;
  const phase = signals.phase.value;
  const place = signals.queue.value;
  const agent = phase.kind === "talking" ? agentIn(signals.members.value) : null;
  const sub =
    phase.kind === "waiting"
      ? t("header.waiting", { queue: teamOf(context, place?.name, place?.label) })
      : phase.kind === "ended"
        ? t("header.ended", { time: momentName(context.translator, phase.at, Date.now()) })
        : agent === null
          ? teamOf(context)
          : agent.isGone
            ? t("log.lost", { name: agent.name })
            : // A service that routes by itself has no team but the company.
              [...new Set([context.host.options.company, teamOf(context, agent.queueName)])]
                .filter(Boolean)
                .map(isolated)
                .join(" · ");
  return { agent, sub };
}
