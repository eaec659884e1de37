import type { JSX } from "preact";
import type { Phase } from "../../../transport/index.ts";
import { t, type Gaps, type WordKey } from "../../i18n/translate.ts";
import { useView } from "../../state/view.ts";
import { Icon } from "../parts/Icon.tsx";
import { ErrorCode, Room } from "./Room.tsx";

interface Words {
  readonly title: WordKey;
  readonly text: WordKey;
  readonly mayRetry: boolean;
}

function wordsFor(code: string): Words {
  switch (code) {
    case "offline":
      return { title: "failed.offline.title", text: "failed.offline.text", mayRetry: true };
    case "origin-not-allowed":
    case "deployment-disabled":
    case "invalid-queue":
      return { title: "failed.here.title", text: "failed.here.text", mayRetry: false };
    case "rate-limited":
      return { title: "failed.wait.title", text: "failed.wait.text", mayRetry: true };
    default:
      return { title: "failed.title", text: "failed.text", mayRetry: true };
  }
}

/** The chat could not be started: what happened, what is safe, what to do. */
export function Failed({ phase }: { phase: Extract<Phase, { kind: "failed" }> }): JSX.Element {
  const { chat, options, now, startWith } = useView();
  const { title, text, mayRetry } = wordsFor(phase.code);
  const left =
    phase.retryAt === null ? 0 : Math.max(0, Math.ceil((phase.retryAt - now.value) / 1000));
  const gaps: Gaps = text === "failed.wait.text" ? { n: left } : {};
  return (
    <>
      <div class="pl-body">
        <Room art="failed" title={t(title)} text={t(text, gaps)} takesFocus>
          <ErrorCode code={phase.code} contextId={phase.contextId} />
        </Room>
      </div>
      <div class="pl-foot">
        {mayRetry && (
          <button
            type="button"
            class="pl-btn pl-btn--primary pl-btn--lg pl-btn--block"
            aria-disabled={left > 0}
            onClick={() => {
              if (left === 0) void chat.start(startWith.current).catch(() => undefined);
            }}
          >
            <Icon name="retry" size={16} />
            {t("failed.again")}
          </button>
        )}
        {options.email !== null && (
          <a
            class="pl-btn pl-btn--secondary pl-btn--lg pl-btn--block"
            href={`mailto:${options.email}`}
          >
            <Icon name="mail" size={16} />
            {t("failed.email")}
          </a>
        )}
      </div>
    </>
  );
}
