/**
 * The languages with a catalogue, and the launcher's name in each: the only message needed before
 * anything else is loaded. The order matters: of two that share a base, the first is used for the
 * base alone.
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

/**
 * The first of the wanted tags that has a catalogue, by its base language if need be. Pages also
 * write POSIX locales: `de_AT`, `zh_TW.UTF-8`.
 */
export function bestLanguage(wanted: readonly unknown[]): Language | undefined {
  for (const tag of wanted) {
    // A value that is no language tag matches nothing. Android still reports Hebrew's old code.
    const name = String(tag).toLowerCase().replace("iw", "he");
    // Hong Kong and Macao use traditional characters, too, and so does Cantonese. The first regular
    // expression of the loader is slow, so the other languages do without one.
    if (name > "y" && /^(yue|zh.(hant|hk|mo|tw))(?!.hans)/.test(name)) return "zh-TW";
    const base = name.charAt(2) < "a" && name.slice(0, 2);
    const found = languages.find((one) => one.slice(0, 2) === base);
    if (found) return found;
  }
  return undefined;
}
