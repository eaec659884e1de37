import type { JSX } from "preact";
import { opensWhen } from "./opens-when.ts";
import { rowsOf, timesOf, weekdays, type HoursRow } from "./hours-rows.ts";
import type { Opening } from "./opening-hours.ts";
import { useHost, useTranslator } from "../model/widget-context.ts";
import { EmailLink } from "../conversation/screens/EmailLink.tsx";
import { Body } from "../conversation/screens/Body.tsx";
import { Header } from "../shell/Header.tsx";
import { ClosedDoor } from "../parts/ClosedDoor.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Heading } from "../conversation/screens/Heading.tsx";

const Times = ({ of: times }: { of: HoursRow["times"] }): JSX.Element => (
  <dd>
    {times.map((time) => (
      <span key={time}>{time}</span>
    ))}
  </dd>
);

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
  const [today, ...later] = opening.days;
  const next = opensWhen(opening, translator);
  const rows = rowsOf(translator, later);
  return (
    <>
      <Header sub={next === null ? t("closed.now") : t(`closed.opens.${next.when}`, next.gaps)} />
      <Body name={t("closed.hours")}>
        <div class="pl-screen">
          <ClosedDoor />
          <Heading>{t(today?.spans.length === 0 ? "closed.today" : "closed.night")}</Heading>
          <p>{t("closed.text")}</p>
          <dl class="pl-hours pl-box">
            {today !== undefined && (
              <div class="is-today">
                <dt>{t("closed.row", { day: weekday.format(today.at) })}</dt>
                <Times of={timesOf(translator, today.spans)} />
              </div>
            )}
            {rows.map(({ name, times }) => (
              <div key={name}>
                <dt>{name}</dt>
                <Times of={times} />
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
