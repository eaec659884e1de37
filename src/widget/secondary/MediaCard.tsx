import type { JSX } from "preact";
import type { MediaRequest, Message } from "../../transport/index.ts";
import { clockTime } from "../i18n/clock-time.ts";
import type { Translator } from "../i18n/translator.ts";
import { useChat, useTranslator } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Invitation } from "./Invitation.tsx";
import { liveText } from "./live-text.ts";
import { Heading } from "../conversation/screens/Heading.tsx";

function outcome(
  { t, timeOf, rangeOf }: Translator,
  request: MediaRequest,
  name: string,
): { title: string; text: string } {
  const time = timeOf(request.endedAt ?? request.receivedAt);
  switch (request.state) {
    case "live":
    case "accepting":
      return {
        title: t(
          request.surface === "tab"
            ? "media.sharing"
            : `media.sharing.${request.surface ?? "other"}`,
        ),
        text:
          request.label === ""
            ? t("media.startedUntitled", { time: timeOf(request.startedAt ?? request.receivedAt) })
            : t("media.started", {
                title: request.label,
                time: timeOf(request.startedAt ?? request.receivedAt),
              }),
      };
    case "declined":
      return { title: t("media.declined"), text: t("media.declined.text", { time, name }) };
    case "timedout":
      return { title: t("media.timedout"), text: t("media.timedout.text", { time, name }) };
    case "blocked":
      // The visitor, the browser or the page may have stopped it: nobody is blamed.
      return { title: t("media.blocked"), text: t("media.declined.text", { time, name }) };
    case "cancelled":
      return { title: t("media.cancelled"), text: time };
    case "over":
    case "pending":
      return {
        title: t("media.over"),
        text:
          request.startedAt === null || request.endedAt === null
            ? time
            : rangeOf(request.startedAt, request.endedAt),
      };
  }
}

/** An agent's request to see the visitor's screen: the invitation and its outcome. */
export function MediaCard({ row, name: who }: { row: Message; name: string }): JSX.Element | null {
  const translator = useTranslator();
  const { signals } = useChat();
  const request = signals.media.value.find((one) => one.id === row.mediaRequestId);
  if (request === undefined) return null;
  const name = who.split(" ")[0] ?? "";
  if (request.state !== "pending") {
    const { title, text } = outcome(translator, request, name);
    return (
      <li class="pl-wide">
        <div class="pl-card pl-card--done">
          <div class="pl-card__top">
            <span class="pl-card__ic">
              <Icon name={request.state === "timedout" ? "clock" : "screen"} />
            </span>
            <div>
              <Heading isBelow key={title}>
                {title}
              </Heading>
              <p key={text}>{text}</p>
            </div>
          </div>
        </div>
      </li>
    );
  }
  return <Invitation request={request} name={name} />;
}

/** Visible for as long as an agent can see the visitor's screen. */
export function LiveStrip(): JSX.Element | null {
  const { t } = useTranslator();
  const { chat, signals, now } = useChat();
  const live = signals.media.value.find((one) => one.state === "live");
  if (live === undefined) return null;
  const member = live.askedById === null ? undefined : signals.members.value.get(live.askedById);
  return (
    <div class="pl-banner pl-banner--live">
      <Icon name="screen" />
      <p>
        <b>{liveText(live, (member?.name ?? t("agent")).split(" ")[0] ?? "", t)}</b>
        {live.startedAt !== null && (
          <span class="pl-tnum"> · {clockTime(now.value - live.startedAt)}</span>
        )}
      </p>
      <button
        type="button"
        class="pl-btn pl-btn--danger pl-btn--sm"
        onClick={() => chat.stopMedia(live.id)}
      >
        {t("media.stop")}
      </button>
    </div>
  );
}
