import type { JSX } from "preact";
import {
  AttentionSlot,
  ConversationSlot,
  PreChatSlot,
  SecondarySlot,
} from "../model/chunk-slots.tsx";
import type { Ref } from "../model/panel.ts";
import { useChat, useHost, usePanel, useTranslator } from "../model/widget-context.ts";
import { fileHandlers } from "../parts/file-handlers.ts";
import { Composer } from "./Composer.tsx";
import { Header } from "./Header.tsx";
import { asksFirst } from "./start-unasked.ts";

/** The greeting and the panel. */
export function App({ frame }: { frame: Ref<HTMLDivElement> }): JSX.Element {
  const { language, direction, hasWords, t } = useTranslator();
  const { signals } = useChat();
  const { options } = useHost();
  const panel = usePanel();
  const { pendingConfirmation: asking, refusedFiles } = panel;
  const isBefore = asksFirst(options) && signals.phase.value.kind === "none";
  const act = (): void => {
    SecondarySlot.load();
    hasWords("secondary");
    refusedFiles.value = 0;
  };
  return (
    <>
      {panel.greets.value && panel.hasWords.value && <PreChatSlot part="Greeting" />}
      {!panel.isOpen.value && panel.unreadCount.value > 0 && panel.hasWords.value && (
        <AttentionSlot part="News" />
      )}
      <div class="pl-frame" ref={frame}>
        <div
          ref={panel.dialog}
          id="pl-panel"
          class="pl-panel"
          part="window"
          role={panel.isInline ? "region" : "dialog"}
          lang={language.value}
          dir={direction()}
          aria-label={t("window.name", { company: options.company })}
          {...fileHandlers(() => {
            refusedFiles.value += 1;
          })}
          onKeyDown={(event) => {
            act();
            // A dialog of the page may have prevented the key's default before it came here.
            if (event.key !== "Escape" || panel.isInline) return;
            event.preventDefault();
            panel.minimise();
          }}
          onPointerDown={act}
        >
          <div
            class="pl-inside"
            key={panel.visit.value}
            inert={
              asking.value !== null && SecondarySlot.chunk.value !== null && hasWords("secondary")
            }
          >
            {!isBefore && <Header />}
            {signals.media.value.length > 0 && <SecondarySlot part="LiveStrip" />}
            <ConversationSlot part="StatusBanner" />
            {refusedFiles.value > 0 && <SecondarySlot part="NoFiles" />}
            {isBefore ? <PreChatSlot part="PreChatScreen" /> : <PhaseScreen />}
            {options.help !== null && <ConversationSlot part="HelpLine" />}
          </div>
          {asking.value !== null && <SecondarySlot part="Confirm" what={asking.value} />}
        </div>
      </div>
    </>
  );
}

/** The screen of the conversation's phase. */
function PhaseScreen(): JSX.Element {
  const { signals } = useChat();
  const phase = signals.phase.value;
  // Messages that are already known are more useful than the connecting screen.
  const isEmpty = signals.order.value.length === 0;
  switch (phase.kind) {
    case "failed":
      return (
        <ConversationSlot
          part="FailedStart"
          code={phase.code}
          contextId={phase.contextId}
          retryAt={phase.retryAt}
        />
      );
    case "ended":
    case "expired":
      return <SecondarySlot part="Ended" phase={phase} />;
    default:
      return (
        <>
          <div class="pl-stagebox">
            {phase.kind === "starting" && isEmpty ? (
              <ConversationSlot part="Connecting" since={phase.since} />
            ) : (
              <ConversationSlot part="MessageLog" />
            )}
          </div>
          <Composer />
        </>
      );
  }
}
