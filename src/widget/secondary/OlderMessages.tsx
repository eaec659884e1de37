import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { LogView } from "../model/log-view.ts";
import { useTranslator } from "../model/widget-context.ts";
import { useOlderMessages } from "./use-older-messages.ts";

/**
 * Loads older messages as long as the visitor scrolls up, and says above the first row that they
 * are on their way, or could not be loaded.
 */
export function OlderMessages({ log, order, range, isLoading, loadOlder }: LogView): JSX.Element {
  const { t } = useTranslator();
  const { hasFailed, load } = useOlderMessages(order, range, isLoading);
  loadOlder.current = () => {
    if (!hasFailed) void load();
  };
  // The visitor has reached the first row before this was loaded.
  useEffect(() => loadOlder.current?.(), []);
  const retry = (): void => {
    // The button goes, and must not take the focus with it.
    log.current?.focus({ preventScroll: true });
    void load();
  };
  return (
    <>
      {isLoading.value && <li class="pl-note">{t("log.loading")}</li>}
      {hasFailed && (
        <li class="pl-note">
          {t("log.olderFailed")}{" "}
          <button type="button" class="pl-link" onClick={retry}>
            {t("failed.again")}
          </button>
        </li>
      )}
    </>
  );
}
