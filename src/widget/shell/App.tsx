import type { JSX } from "preact";
import { asksFirst } from "../model/begin-conversation.ts";
import { takeFiles } from "../model/take-files.ts";
import {
  AttachSlot,
  AttentionSlot,
  ConversationSlot,
  HelloSlot,
  LeaveMessageSlot,
  PreChatSlot,
  SecondarySlot,
} from "../model/chunk-slots.tsx";
import type { Ref } from "../model/panel.ts";
import { useChat, useHost, useTranslator, useWidget } from "../model/widget-context.ts";
import { nameOfPanel } from "../model/name-of-panel.ts";
import { fileHandlers } from "../parts/file-handlers.ts";
import { Composer } from "./Composer.tsx";
import { Header } from "./Header.tsx";
import { HeaderTools } from "./HeaderTools.tsx";

/** The greeting and the panel. */
export function App({ frame }: { frame: Ref<HTMLDivElement> }): JSX.Element {
  const { language, direction, hasWords, t } = useTranslator();
  const { signals, idleMinutesLeft } = useChat();
  const { options } = useHost();
  const context = useWidget();
  const { panel } = context;
  const { pendingConfirmation: asking, refusedFiles } = panel;
  const { isGreeted, leaving } = panel.visit.value;
  const isNone = signals.phase.value.kind === "none";
  const isBefore = isNone && asksFirst(options) && !isGreeted.value;
  const isHello = isNone && options.startOn === "message";
  const act = (): void => {
    SecondarySlot.load();
    hasWords("secondary");
    refusedFiles.value = 0;
  };
  return (
    <>
      {panel.greets.value && panel.hasWords.value && <PreChatSlot part="Greeting" />}
      {!panel.isOpen.value &&
        panel.hasWords.value &&
        (panel.unreadCount.value > 0 || idleMinutesLeft.value !== null) && (
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
          aria-label={nameOfPanel(options, t)}
          {...fileHandlers((files) => takeFiles(context, files))}
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
            {isBefore || leaving.value !== null ? null : isHello &&
              HelloSlot.chunk.value !== null &&
              hasWords("pre-chat") ? (
              <HelloSlot part="Hall" isSlim tools={<HeaderTools />} />
            ) : (
              <Header />
            )}
            {signals.media.value.length > 0 && <SecondarySlot part="LiveStrip" />}
            <ConversationSlot part="StatusBanner" />
            {refusedFiles.value > 0 && <SecondarySlot part="NoFiles" />}
            {leaving.value !== null ? (
              <LeaveMessageSlot part="LeaveMessage" />
            ) : isBefore ? (
              <PreChatSlot part="PreChatScreen" />
            ) : (
              <PhaseScreen isHello={isHello} />
            )}
            {options.help !== null && <ConversationSlot part="HelpLine" />}
          </div>
          {asking.value !== null && <SecondarySlot part="Confirm" what={asking.value} />}
        </div>
      </div>
    </>
  );
}

/** The screen of the conversation's phase. */
function PhaseScreen({ isHello }: { isHello: boolean }): JSX.Element {
  const { signals } = useChat();
  const phase = signals.phase.value;
  const stream = signals.stream.value;
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
      // The log of an ended conversation is being read again.
      return isEmpty && stream.kind !== "connecting" ? (
        <SecondarySlot part="Ended" />
      ) : (
        <Conversation since={stream.kind === "connecting" ? stream.since : null} hasEnded />
      );
    default:
      return (
        <Conversation since={phase.kind === "starting" ? phase.since : null} isHello={isHello} />
      );
  }
}

/**
 * The log, and the composer or what stands for it after the end.
 * @param since - when connecting has begun; null while nothing is awaited
 * @param isHello - whether the first message will begin the conversation
 */
function Conversation({
  since,
  hasEnded = false,
  isHello = false,
}: {
  since: number | null;
  hasEnded?: boolean;
  isHello?: boolean;
}): JSX.Element {
  const { signals } = useChat();
  return (
    <>
      <div class="pl-stagebox">
        {/* Messages that are already known are more useful than the connecting screen. */}
        {since !== null && signals.order.value.length === 0 ? (
          <ConversationSlot part="Connecting" since={since} />
        ) : (
          <ConversationSlot part="MessageLog" />
        )}
      </div>
      {isHello && <HelloSlot part="BeginHint" />}
      {AttachSlot.chunk.value !== null && !hasEnded && <AttachSlot part="DropZone" />}
      {hasEnded ? <SecondarySlot part="EndFoot" /> : <Composer />}
    </>
  );
}
