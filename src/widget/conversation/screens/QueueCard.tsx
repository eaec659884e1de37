import type { JSX } from "preact";
import type { ConversationState } from "../../../transport/index.ts";
import { waitTitle } from "../wait-title.ts";
import type { Translate } from "../../i18n/translator.ts";
import { useChat, usePanel, useTranslator } from "../../model/widget-context.ts";
import { Heading } from "./Heading.tsx";

type Place = NonNullable<ConversationState["queue"]>;

/** At most this many of the visitors ahead are drawn, each as an arch. */
const MAX_ARCHES = 5;

/** Without an estimate from the server the text promises nothing. */
function waitOf(place: Place | null, t: Translate): string {
  const seconds = place?.estimatedWaitSeconds ?? null;
  if (seconds === null) return t("queue.soon");
  return seconds < 60 ? t("queue.short") : t("queue.wait", { n: Math.ceil(seconds / 60) });
}

/** The place in the queue, first in the log until an agent joins. */
export function QueueCard(): JSX.Element | null {
  const { t } = useTranslator();
  const { signals } = useChat();
  const { pendingConfirmation } = usePanel();
  if (signals.phase.value.kind !== "waiting") return null;
  const place = signals.queue.value;
  const missed = signals.missed.value;
  const title = waitTitle({ queue: place, missed }, t);
  // A server that tells the place tells too if anybody is there: until then nothing is promised.
  const isStaffed = place?.isStaffed ?? !signals.state.value.capabilities.queue;
  const wait =
    missed?.takenBy != null
      ? t("queue.kept")
      : [isStaffed ? waitOf(place, t) : "", t("queue.write")].join(" ").trim();
  const all = place?.ahead ?? 0;
  const ahead = Math.min(all, MAX_ARCHES);
  /** Room for the number of those who are not drawn. */
  const more = all > ahead ? 30 : 0;
  const width = 50 + ahead * 24 + more;
  const arch = (x: number): string => `M${x} 44V26a8 8 0 0 1 16 0v18z`;
  return (
    <li>
      <div class="pl-queue">
        <svg
          class="pl-line"
          viewBox={`0 0 ${width + 2} 46`}
          fill="none"
          stroke="currentColor"
          stroke-width="1.6"
          stroke-linejoin="round"
          aria-hidden="true"
          focusable="false"
        >
          <path d="M2 44V14a12 12 0 0 1 24 0v30z" fill="#f3bd5b" stroke="none" />
          <path d="M2 44V14a12 12 0 0 1 24 0v30" stroke="var(--pl-ink-2)" />
          {[...Array(ahead).keys()].map((index) => (
            <path key={index} d={arch(34 + index * 24)} />
          ))}
          {more > 0 && (
            <text key={all} x={36 + ahead * 24} y="38">
              +{all - ahead}
            </text>
          )}
          <path
            d={arch(34 + ahead * 24 + more)}
            fill="var(--pl-accent-edge)"
            stroke="var(--pl-accent-edge)"
          />
        </svg>
        <Heading isBelow key={title}>
          {title}
        </Heading>
        <p key={wait}>{wait}</p>
        <button type="button" class="pl-link" onClick={() => (pendingConfirmation.value = "leave")}>
          {t("queue.leave")}
        </button>
      </div>
    </li>
  );
}
