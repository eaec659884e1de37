import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { DirectSlot } from "../../model/chunk-slots.tsx";
import { useChat, usePanel, useTranslator } from "../../model/widget-context.ts";
import { Icon } from "../../parts/Icon.tsx";

const SHOW_AFTER_MS = 2_000;
const OFFLINE_AFTER_MS = 15_000;
const BACK_FOR_MS = 4_000;

/** Reports that the connection is lost, or restored. */
export function StatusBanner(): JSX.Element | null {
  const { t } = useTranslator();
  const { chat, signals, now } = useChat();
  const { announce: say } = usePanel();
  const backAt = useSignal(0);
  const sentBefore = useRef(0);
  const wasAway = useRef(false);
  /** The words that have been announced since the connection was lost. */
  const said = useRef(new Set<string>());
  const wasOffline = useRef(false);
  const stream = signals.stream.value;
  const phase = signals.phase.value.kind;
  // The clock is followed only while the answer still depends on it.
  const msSince = (at: number, limit: number): number => {
    const ms = Date.now() - at;
    return ms > limit ? ms : now.value - at;
  };
  const awayMs =
    stream.kind === "waiting" || stream.kind === "connecting"
      ? msSince(stream.since, OFFLINE_AFTER_MS)
      : 0;
  const isAway = (phase === "talking" || phase === "waiting") && awayMs > SHOW_AFTER_MS;
  // Each attempt would else turn the banner for a moment.
  wasOffline.current =
    isAway &&
    (wasOffline.current ||
      awayMs > OFFLINE_AFTER_MS ||
      (stream.kind === "waiting" && stream.isOffline));
  const isOffline = wasOffline.current;
  // While connected, the rows are not scanned with every new message.
  const rows = isAway ? [...signals.state.value.messages.values()] : [];
  const unsent = rows.filter(
    (row) => row.isOwn && row.delivery.kind !== "sent" && row.delivery.kind !== "failed",
  ).length;

  useSignalEffect(() => {
    if (signals.stream.value.kind !== "live" || !wasAway.current) return;
    wasAway.current = false;
    said.current.clear();
    backAt.value = Date.now();
  });
  if (isAway && !wasAway.current) {
    wasAway.current = true;
    sentBefore.current = unsent;
  }
  if (isAway) sentBefore.current = Math.max(sentBefore.current, unsent);

  const isBack = stream.kind === "live" && msSince(backAt.value, BACK_FOR_MS) < BACK_FOR_MS;
  const [kind, strong, rest] = isOffline
    ? (["", t("banner.offline"), unsent > 0 ? t("banner.unsent", { n: unsent }) : ""] as const)
    : isAway
      ? (["", t("banner.reconnecting"), t("banner.keep")] as const)
      : isBack
        ? ([
            " pl-banner--ok",
            t("banner.back"),
            sentBefore.current > 0 ? t("banner.sent", { n: sentBefore.current }) : "",
          ] as const)
        : (["", "", ""] as const);
  if (stream.kind === "elsewhere") return <DirectSlot part="Elsewhere" />;
  const words = `${strong} ${rest}`.trim();
  if (strong === "") return null;
  if (!said.current.has(strong)) {
    said.current.add(strong);
    say(words);
  }
  return (
    <div class={`pl-banner${kind}`}>
      <Icon
        name={isOffline ? "wifioff" : isAway ? "spin" : "check"}
        {...(isAway && !isOffline && { class: "pl-spin" })}
      />
      <p>
        <b key={strong}>{strong}</b> <span key={rest}>{rest}</span>
      </p>
      {isOffline && (
        <button type="button" class="pl-link" onClick={() => chat.reconnectNow()}>
          {t("banner.try")}
        </button>
      )}
    </div>
  );
}
