import type { JSX } from "preact";
import type { MediaRequest } from "../../transport/index.ts";
import { Heading } from "../conversation/screens/Heading.tsx";
import { clockTime } from "../i18n/clock-time.ts";
import { useChat, usePanel, useTranslator } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";

/** For an invitation with more time left than this, no remaining time is shown. */
const MAX_SHOWN_MS = 60 * 60 * 1000;

/** A pending request to see the visitor's screen. */
export function Invitation({
  request,
  name,
}: {
  request: MediaRequest;
  name: string;
}): JSX.Element {
  const { t } = useTranslator();
  const { chat, signals, now } = useChat();
  const { focusComposer } = usePanel();
  const { canAccept } = request;
  // The server's clock decides until when it is open.
  const serverNow = now.value + (signals.state.peek().clockOffsetMs ?? 0);
  const leftMs = request.expiresAt === null ? null : request.expiresAt - serverNow;
  const answer = (how: "acceptMediaRequest" | "declineMediaRequest"): void => {
    // The card shows the state of the request.
    void chat[how](request.id).catch(() => undefined);
    focusComposer();
  };
  const left =
    leftMs === null || leftMs > MAX_SHOWN_MS
      ? t("media.open")
      : t("media.openFor", { time: clockTime(leftMs) });
  return (
    <li class="pl-wide">
      <div class="pl-card" role="group" aria-labelledby={`pl-media-${request.id}`}>
        <div class="pl-card__top">
          <span class="pl-card__ic">
            <Icon name="screen" />
          </span>
          <div>
            <Heading isBelow id={`pl-media-${request.id}`}>
              {t(canAccept ? "media.title" : "media.unable", { name })}
            </Heading>
            <p>{t(canAccept ? "media.text" : "media.unable.text", { name })}</p>
          </div>
        </div>
        <div class="pl-row">
          {canAccept && (
            <button
              type="button"
              class="pl-btn pl-btn--primary"
              onClick={() => answer("acceptMediaRequest")}
            >
              {t("media.accept")}
            </button>
          )}
          <button
            type="button"
            class="pl-btn pl-btn--secondary"
            onClick={() => answer("declineMediaRequest")}
          >
            {t("media.decline")}
          </button>
        </div>
        <div class="pl-card__foot">
          <p key={left} class="pl-card__timer pl-tnum">
            {left}
          </p>
          {canAccept && request.canExtend && leftMs !== null && <MoreTime id={request.id} />}
        </div>
      </div>
    </li>
  );
}

/** Keeps the invitation open for longer. The last time, the button goes. */
function MoreTime({ id }: { id: string }): JSX.Element {
  const { t } = useTranslator();
  const { chat } = useChat();
  const { announce, focusComposer } = usePanel();
  const extend = async (): Promise<void> => {
    try {
      await chat.extendMediaRequest(id);
      announce(t("media.extended"));
    } catch {
      // The card shows how much time is left; a refusal takes the button away.
      const now = chat.get().mediaRequests.find((one) => one.id === id);
      if (now?.canExtend !== true) focusComposer();
    }
  };
  return (
    <button type="button" class="pl-btn pl-btn--secondary pl-btn--sm" onClick={() => void extend()}>
      {t("media.more")}
    </button>
  );
}
