/**
 * The languages that there are words for, and what the launcher is called in each: the one thing that is said before anything else is
 * loaded. The order counts: of two that share a base, the first is taken for the base alone.
 */
export const launcherNames = {
  en: "Chat with us",
  ar: "تحدّث معنا",
  de: "Chatten Sie mit uns",
  es: "Chatea con nosotros",
  fr: "Discuter avec nous",
  he: "לשוחח איתנו",
  hi: "हमसे चैट करें",
  it: "Chatta con noi",
  ja: "チャットで相談",
  ko: "채팅 상담",
  nl: "Chat met ons",
  pl: "Napisz do nas",
  "pt-BR": "Converse conosco",
  ru: "Написать нам",
  sv: "Chatta med oss",
  tr: "Bizimle sohbet edin",
  uk: "Написати нам",
  "zh-CN": "在线咨询",
  "zh-TW": "線上諮詢",
} as const;

export type Language = keyof typeof launcherNames;

export const languages = Object.keys(launcherNames) as Language[];

/** The first of the wanted BCP 47 tags that there are words for, by its base if need be. */
export function bestLanguage(wanted: readonly unknown[]): Language | undefined {
  for (const tag of wanted) {
    // What is no tag matches nothing.
    const lower = String(tag).toLowerCase();
    // Written with traditional characters, whatever the place is called.
    const name = lower.startsWith("zh") ? lower.replace(/^zh-(hant|hk|mo).*/, "zh-tw") : lower;
    const base = name.split("-")[0] as string;
    const found =
      languages.find((one) => one.toLowerCase() === name) ??
      languages.find((one) => one.slice(0, 2) === base);
    if (found !== undefined) return found;
  }
  return undefined;
}
