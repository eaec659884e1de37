import type { JSX } from "preact";
import { agentIn } from "../model/message-presentation.ts";
import { DirectSlot } from "../model/chunk-slots.tsx";
import { useTranslator, useWidget } from "../model/widget-context.ts";
import { Avatar } from "../parts/Avatar.tsx";

/** Asks whether the visitor is still there, with the two answers. */
export function IdleQuestion(): JSX.Element {
  const { t } = useTranslator();
  const context = useWidget();
  const { activeAt, chat, idleMinutesLeft, signals } = context.chat;
  const { panel } = context;
  const { capabilities } = signals.state.value;
  const agent = agentIn(signals.members.value);
  const stay = (): void => {
    activeAt.value = Date.now();
    // A service that ends a silent conversation is asked for its new end.
    if (capabilities.expiresAt === undefined) chat.typing();
    else chat.reconnectNow();
    // The pressed button goes.
    if (panel.isOpen.peek()) panel.focusComposer();
    else panel.launcher.focus();
  };
  const end = (): void => {
    panel.open(true);
    if (capabilities.end === "here") return DirectSlot.chunk.peek()?.forget.ask(context);
    panel.pendingConfirmation.value = "end";
  };
  return (
    <>
      <div class="pl-idle__top">
        {agent !== null && <Avatar name={agent.name} url={agent.avatarUrl} />}
        <span>
          <b>{t("idle.title")}</b>
          {agent !== null && <span dir="auto">{agent.name}</span>}
        </span>
      </div>
      <p key={idleMinutesLeft.value}>{t("idle.closes", { n: idleMinutesLeft.value ?? 1 })}</p>
      <div class="pl-idle__answers">
        <button type="button" class="pl-btn pl-btn--primary" onClick={stay}>
          {t("idle.here")}
        </button>
        <button type="button" class="pl-btn pl-btn--secondary" onClick={end}>
          {t("idle.end")}
        </button>
      </div>
    </>
  );
}

/** The question at the end of the log. */
export function IdleCard(): JSX.Element {
  return (
    <li class="pl-wide">
      <div class="pl-idle pl-idle--card">
        <IdleQuestion />
      </div>
    </li>
  );
}
