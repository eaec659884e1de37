import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { persistedValue, type PersistedValue } from "../model/persisted-value.ts";
import { useChat, useHost, useTranslator } from "../model/widget-context.ts";
import type { ResolvedOptions } from "../options/options.ts";
import { Icon } from "../parts/Icon.tsx";

/** The mouth and brows of each face; `eyes` is the height of the eyes. */
const faces = [
  { path: "M10 20.5c1-1.8 2.3-2.6 4-2.6s3 .8 4 2.6M8.8 9.6l2.6 1M19.2 9.6l-2.6 1", eyes: 13 },
  { path: "M10.2 19.8c1.1-1.1 2.4-1.6 3.8-1.6s2.7.5 3.8 1.6", eyes: 12.4 },
  { path: "M10.2 18.6h7.6", eyes: 12.4 },
  { path: "M10 17.4c1 1.5 2.4 2.2 4 2.2s3-.7 4-2.2", eyes: 12.4 },
  {
    path: "M9 16.8h10c-.4 3-2.4 4.6-5 4.6s-4.6-1.6-5-4.6zM9.2 12.8c.4-.9 2.2-.9 2.6 0M16.2 12.8c.4-.9 2.2-.9 2.6 0",
    eyes: null,
  },
] as const;
const scores = [1, 2, 3, 4, 5] as const;
const MAX_COMMENT = 2_000;

type Score = (typeof scores)[number];

function Face({ of: value }: { of: Score }): JSX.Element {
  const { path, eyes } = faces[value - 1] ?? faces[2];
  return (
    <span aria-hidden="true">
      <svg viewBox="4 5.5 20 20">
        <path d={path} />
        {eyes !== null &&
          [10.6, 17.4].map((x) => (
            <circle key={x} cx={x} cy={eyes} r="1.3" fill="currentColor" stroke="none" />
          ))}
      </svg>
    </span>
  );
}

function Faces({ chosen, onChoose }: { chosen: Score | null; onChoose: (score: Score) => void }) {
  const { t } = useTranslator();
  return (
    <div class="pl-rate__row">
      {scores.map((value) => (
        <label key={value}>
          <input
            type="radio"
            name="pl-rating"
            value={value}
            checked={chosen === value}
            onChange={() => onChoose(value)}
          />
          <Face of={value} />
          <span class="pl-vh">{t(`rating.${value}`)}</span>
        </label>
      ))}
    </div>
  );
}

/** The conversation that has been rated, as another page has stored it. */
const ratedIn = ({ deploymentId, storage }: ResolvedOptions): PersistedValue =>
  persistedValue("rated", deploymentId, storage === "session" ? "sessionStorage" : "localStorage");

function Thanks({ takesFocus }: { takesFocus: boolean }): JSX.Element {
  const { t } = useTranslator();
  const { capabilities } = useChat().chat.get();
  return (
    <div
      class="pl-banner pl-banner--ok pl-rate__thanks"
      tabIndex={-1}
      // The pressed button was removed, so focus moves to its replacement.
      ref={(element) => void (takesFocus && element?.focus())}
    >
      <Icon name="check" />
      <p>
        {/* Another server takes no ratings: only the page has heard of it. */}
        <b>{t("rating.thanks")}</b> {capabilities.rating && t("rating.sent")}
      </p>
    </div>
  );
}

/**
 * The rating form: five faces, the label of the chosen face, and a comment. That a conversation has
 * been rated is stored with its id, so that the next page thanks instead of asking once more.
 */
export function Rating(): JSX.Element {
  const { t } = useTranslator();
  const { chat } = useChat();
  const { emit, options } = useHost();
  const { conversationId } = chat.get();
  const stored = useMemo(() => ratedIn(options), [options]);
  const score = useSignal<Score | null>(null);
  const comment = useSignal("");
  const step = useSignal<"open" | "sending" | "failed" | "sent" | "known">(
    stored.read() === conversationId ? "known" : "open",
  );

  const send = async (): Promise<void> => {
    if (score.value === null || step.value === "sending") return;
    step.value = "sending";
    try {
      await chat.rate(score.value, comment.value.trim());
      step.value = "sent";
      if (options.storage !== "memory") stored.write(conversationId);
      emit("rating:submitted", { score: score.value });
    } catch {
      step.value = "failed";
    }
  };
  const choose = (value: Score): void => {
    score.value = value;
  };
  if (step.value === "sent" || step.value === "known")
    return <Thanks takesFocus={step.value === "sent"} />;
  return (
    <fieldset class="pl-rate">
      <legend>{t("rating.title")}</legend>
      <Faces chosen={score.value} onChoose={choose} />
      {score.value === null ? (
        <div class="pl-rate__ends" aria-hidden="true">
          <span>{t("rating.1")}</span>
          <span>{t("rating.5")}</span>
        </div>
      ) : (
        <>
          <div class="pl-rate__ends is-set" aria-hidden="true">
            <b data-at={score.value}>{t(`rating.${score.value}`)}</b>
          </div>
          <textarea
            class="pl-input"
            aria-label={t("rating.comment")}
            placeholder={t("rating.comment")}
            maxLength={MAX_COMMENT}
            dir="auto"
            value={comment.value}
            onInput={(event) => (comment.value = event.currentTarget.value)}
          />
          {step.value === "failed" && <p role="alert">{t("rating.failed")}</p>}
          <div class="pl-row">
            <button
              type="button"
              class="pl-btn pl-btn--primary"
              aria-disabled={step.value === "sending"}
              onClick={() => void send()}
            >
              {t("rating.send")}
            </button>
          </div>
        </>
      )}
    </fieldset>
  );
}
