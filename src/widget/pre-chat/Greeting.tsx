import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { followAddress } from "../model/follow-address.ts";
import { greetingKey } from "../model/greeting-key.ts";
import type { Translator } from "../i18n/translator.ts";
import { useHost, usePanel, useTranslator } from "../model/widget-context.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { Icon } from "../parts/Icon.tsx";
import { textIn } from "../i18n/localized-text.ts";
import type { GreetingOptions } from "../options/options.ts";
import { useOpening } from "./use-opening.ts";

const AWAY_MS = 7 * 24 * 60 * 60 * 1000;
/** The maximum number of faces. */
const FACES = 3;

/** `A and B`, as the language joins them. */
const listOf = ({ formatLocale }: Translator, items: readonly string[]): string =>
  new Intl.ListFormat(formatLocale()).format(items);

/** The greeting, within the opening hours. */
export function Greeting(): JSX.Element | null {
  const { greets } = usePanel();
  const { greeting } = useHost().options;
  const isClosed = useOpening(() => greets.value)?.isOpen === false;
  useEffect(() => {
    if (isClosed) greets.value = false;
  }, [isClosed]);
  return isClosed || greeting === null ? null : <Bubble greeting={greeting} />;
}

/** A greeting beside the launcher. It never opens the panel by itself and takes no focus. */
function Bubble({ greeting }: { greeting: GreetingOptions }): JSX.Element {
  const translator = useTranslator();
  const { deploymentId, company } = useHost().options;
  const panel = usePanel();
  const { direction, isolated, language, t } = translator;
  const { announce: say } = panel;
  const key = greetingKey(deploymentId);
  const names = greeting.names ?? [];
  const name = company === "" ? t("launcher.open") : t("greeting.name", { company });
  const text = textIn(greeting.text, language.value);
  useEffect(() => {
    try {
      sessionStorage.setItem(key, "shown");
    } catch {
      // Storage is blocked: each page then counts as a visit.
    }
    say(`${name}: ${text}`);
  }, []);
  useEffect(() => {
    const shown = new AbortController();
    const check = (): void => {
      if (!new RegExp(greeting.path ?? "").test(location.pathname)) panel.greets.value = false;
    };
    followAddress(panel.launcher, check, shown.signal);
    return () => shown.abort();
  }, []);
  const dismiss = (): void => {
    panel.greets.value = false;
    panel.launcher.focus();
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
        aria-label={name}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          dismiss();
        }}
      >
        {names.length > 0 && (
          <div class="pl-greeting__top">
            <span class="pl-avs">
              {names.slice(0, FACES).map((one) => (
                <Avatar key={one} name={one} />
              ))}
            </span>
            <b>
              {listOf(
                translator,
                names.map((one) => isolated(one.split(" ")[0] ?? one)),
              )}
            </b>
          </div>
        )}
        <p dir="auto">{text}</p>
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
