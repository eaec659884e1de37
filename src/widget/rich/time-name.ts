import type { Translator } from "../i18n/translator.ts";

/** The day of a time that is offered. */
export const longDay = ({ formatLocale }: Translator): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(formatLocale(), { weekday: "long", day: "numeric", month: "long" });

/** The day and the time of day of a time that is offered, in the visitor's zone. */
export const timeName = (translator: Translator, at: number): string =>
  `${longDay(translator).format(at)}, ${translator.timeOf(at)}`;
