import type { JSX } from "preact";
import { useSignal } from "@preact/signals";
import type { TimeChoice, TimesContent } from "../../transport/index.ts";
import { isSameDay } from "../i18n/dates.ts";
import { useTranslator } from "../model/widget-context.ts";
import type { Answering } from "./answering.ts";
import { Picture } from "./Picture.tsx";
import { longDay, timeName } from "./time-name.ts";

/** More days and times than these are shown on demand. */
const MAX_DAYS = 3;
const MAX_TIMES = 12;

interface TimesProps extends Answering {
  /** Names the group of inputs, apart from those of every other message. */
  readonly name: string;
  readonly content: TimesContent;
}

/** The times of each day of the visitor's calendar, in order. */
function byDay(times: readonly TimeChoice[]): readonly (readonly TimeChoice[])[] {
  const days: TimeChoice[][] = [];
  for (const time of [...times].sort((a, b) => a.at - b.at)) {
    const last = days.at(-1);
    if (last?.[0] !== undefined && isSameDay(last[0].at, time.at)) last.push(time);
    else days.push([time]);
  }
  return days;
}

/** The city that names the visitor's time zone; the whole name where it has none. */
function cityOf(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return timeZone.slice(timeZone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

/** Times by day, of which one can be chosen. After the answer its title is left. */
export function Times({ content, name, isOpen, answer }: TimesProps): JSX.Element {
  const translator = useTranslator();
  const { t, timeOf } = translator;
  const isWhole = useSignal(false);
  const current = useSignal<TimeChoice | null>(null);
  if (!isOpen) return <p class="pl-spent">{content.title}</p>;

  const long = longDay(translator);
  const dayOf = (at: number): string =>
    isSameDay(at, Date.now()) ? `${t("log.today")}, ${long.format(at)}` : long.format(at);
  const all = byDay(content.times);
  const few = byDay(all.slice(0, MAX_DAYS).flat().slice(0, MAX_TIMES));
  const isCut = few.flat().length < content.times.length;
  const picked = current.value;
  const send = (): void => {
    if (picked !== null) answer(picked, timeName(translator, picked.at));
  };
  return (
    <div class="pl-pick" role="radiogroup" aria-label={content.title}>
      <Picture url={content.imageUrl} class="pl-offer__pic" />
      <b dir="auto">{content.title}</b>
      {content.subtitle !== "" && <p dir="auto">{content.subtitle}</p>}
      {(isWhole.value ? all : few).map((day) => (
        <div key={day[0]?.at} role="group" aria-label={dayOf(day[0]?.at ?? 0)}>
          <div class="pl-pick__day" aria-hidden="true">
            {dayOf(day[0]?.at ?? 0)}
          </div>
          <div class="pl-pick__times">
            {day.map((time) => (
              <label key={time.payload} class="pl-time">
                <input
                  type="radio"
                  class="pl-vh"
                  name={name}
                  checked={picked === time}
                  onChange={() => (current.value = time)}
                />
                <span class="pl-tnum">{timeOf(time.at)}</span>
              </label>
            ))}
          </div>
        </div>
      ))}
      <p class="pl-pick__zone">{t("rich.zone", { city: cityOf() })}</p>
      <div class="pl-pick__foot">
        {isCut && !isWhole.value && (
          <button type="button" class="pl-link" onClick={() => (isWhole.value = true)}>
            {t("rich.more")}
          </button>
        )}
        <button
          type="button"
          class="pl-btn pl-btn--primary"
          aria-disabled={picked === null}
          onClick={send}
        >
          {picked === null ? t("rich.pick") : t("rich.pickTime", { time: timeOf(picked.at) })}
        </button>
      </div>
    </div>
  );
}
