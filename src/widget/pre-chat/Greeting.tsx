import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { followAddress } from "../model/follow-address.ts";
import { greetingKey } from "../model/greeting-key.ts";
import type { Translator } from "../i18n/translator.ts";
import { useHost, usePanel, useTranslator } from "../model/widget-context.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { Icon } from "../parts/Icon.tsx";

const AWAY_MS = 7 * 24 * 60 * 60 * 1000;
/** The maximum number of faces. */
const FACES = 3;

/** `A and B`, as the language joins them. */
const listOf = ({ formatLocale }: Translator, items: readonly string[]): string =>
  new Intl.ListFormat(formatLocale()).format(items);

/** A greeting beside the launcher. It never opens the panel by itself and takes no focus. */
export function Greeting(): JSX.Element | null {
  const translator = useTranslator();
  const { options } = useHost();
  const panel = usePanel();
  const { direction, isolated, language, t } = translator;
  const { announce: say } = panel;
  const { greeting, deploymentId, company } = options;
  const key = greetingKey(deploymentId);
  const names = greeting?.names ?? [];
  useEffect(() => {
    try {
      sessionStorage.setItem(key, "shown");
    } catch {
      // Storage is blocked: each page then counts as a visit.
    }
    say(`${t("greeting.name", { company })}: ${greeting?.text ?? ""}`);
  }, []);
  useEffect(() => {
    const shown = new AbortController();
    const check = (): void => {
      if (!new RegExp(greeting?.path ?? "").test(location.pathname)) panel.greets.value = false;
    };
    followAddress(panel.launcher, check, shown.signal);
    return () => shown.abort();
  }, []);
  if (greeting === null) return null;
  const dismiss = (): void => {
    panel.greets.value = false;
    try {
      localStorage.setItem(key, String(Date.now() + AWAY_MS));
    } catch {
      // Storage is blocked or full.
    }
  };
  return (
    <div class="pl-greeting-place">
      <aside
        class="pl-greeting"
        part="teaser"
        lang={language.value}
        dir={direction()}
        aria-label={t("greeting.name", { company })}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          dismiss();
        }}
      >
        {names.length > 0 && (
          <div class="pl-greeting__top">
            <span class="pl-avs">
              {names.slice(0, FACES).map((name) => (
                <Avatar key={name} id={name} name={name} />
              ))}
            </span>
            <span>
              <b>
                {listOf(
                  translator,
                  names.map((name) => isolated(name.split(" ")[0] ?? name)),
                )}
              </b>
              {greeting.until !== undefined && (
                <>
                  <br />
                  {t("greeting.until", { n: names.length, time: greeting.until })}
                </>
              )}
            </span>
          </div>
        )}
        <p dir="auto">{greeting.text}</p>
        <button type="button" class="pl-chip" onClick={() => panel.open(true)}>
          {t("greeting.start")}
        </button>
        <button type="button" class="pl-ib" aria-label={t("greeting.close")} onClick={dismiss}>
          <Icon name="close" size={16} />
        </button>
      </aside>
    </div>
  );
}
