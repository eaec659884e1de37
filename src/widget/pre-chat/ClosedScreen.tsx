import type { JSX } from "preact";
import type { Translator } from "../i18n/translator.ts";
import { opensWhen } from "./opens-when.ts";
import type { Day, Opening, Span } from "./opening-hours.ts";
import { useHost, useTranslator } from "../model/widget-context.ts";
import { EmailLink } from "../conversation/screens/EmailLink.tsx";
import { Body } from "../conversation/screens/Body.tsx";
import { Header } from "../shell/Header.tsx";
import { ClosedDoor } from "../parts/ClosedDoor.tsx";
import { Icon } from "../parts/Icon.tsx";

const weekdays = ({ formatLocale }: Translator): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(formatLocale(), { weekday: "long" });

function timesOf({ t, formatLocale, rangeOf }: Translator, spans: readonly Span[]): string {
  if (spans.length === 0) return t("closed.now");
  return new Intl.ListFormat(formatLocale(), { type: "unit", style: "short" }).format(
    spans.map(({ from, to }) => rangeOf(from, to)),
  );
}

/** Groups consecutive days with the same hours into a single row. */
function rowsOf(
  translator: Translator,
  days: readonly Day[],
): readonly { name: string; times: string }[] {
  const weekday = weekdays(translator);
  const runs: { days: Day[]; times: string }[] = [];
  for (const day of days) {
    const times = timesOf(translator, day.spans);
    const last = runs.at(-1);
    if (last?.times === times) last.days.push(day);
    else runs.push({ days: [day], times });
  }
  return runs.map(({ days: run, times }) => {
    const [first, second] = run;
    const last = run.at(-1);
    if (first === undefined || last === undefined) return { name: "", times };
    if (run.length === 2 && second !== undefined)
      return {
        name: new Intl.ListFormat(translator.formatLocale(), {
          type: "unit",
          style: "short",
        }).format([first, second].map(({ at }) => weekday.format(at))),
        times,
      };
    const name =
      run.length === 1 ? weekday.format(first.at) : weekday.formatRange(first.at, last.at);
    return { name, times };
  });
}

/** The city of the visitor's time zone: `Stockholm` for `Europe/Stockholm`. */
function city(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
}

/** Shown outside the opening hours: when the chat opens, and other ways to get in touch. */
export function ClosedScreen({ opening }: { opening: Opening }): JSX.Element {
  const translator = useTranslator();
  const { options } = useHost();
  const { t } = translator;
  const weekday = weekdays(translator);
  const { opensAt, days } = opening;
  const [today, ...later] = days;
  const { when, gaps } =
    opensAt === null ? { when: null, gaps: {} } : opensWhen(opensAt, translator);
  const answer =
    when === null || options.email === null ? "" : ` ${t(`closed.answer.${when}`, gaps)}`;
  const rows = rowsOf(translator, later);
  return (
    <>
      <Header sub={when === null ? t("closed.now") : t(`closed.opens.${when}`, gaps)} />
      <Body name={t("closed.hours")}>
        <div class="pl-screen">
          <ClosedDoor />
          <h2>{t(today?.spans.length === 0 ? "closed.today" : "closed.night")}</h2>
          <p>
            {t("closed.text")}
            {answer}
          </p>
          <dl class="pl-hours pl-box" aria-label={t("closed.hours")}>
            {today !== undefined && (
              <div class="is-today">
                <dt>{t("closed.row", { day: weekday.format(today.at) })}</dt>
                <dd>{timesOf(translator, today.spans)}</dd>
              </div>
            )}
            {rows.map(({ name, times }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{times}</dd>
              </div>
            ))}
          </dl>
          <p class="pl-fine">{t("closed.zone", { city: city() })}</p>
        </div>
      </Body>
      {options.email !== null && (
        <div class="pl-foot">
          <EmailLink class="pl-btn pl-btn--primary pl-btn--lg pl-btn--block">
            <Icon name="mail" />
            {t("failed.send")}
          </EmailLink>
        </div>
      )}
    </>
  );
}
