/** @module-tag engine-builtins */

import { afterEach, expect, test } from "vitest";
import { makePanel, saidByNoor, type DrawnPanel } from "../../../test/draw-panel.ts";
import type { Catalogue } from "../i18n/en.ts";
import type { WidgetOptions } from "../options/options.ts";

/* Two widgets on one page: each has a language of its own. */

/** Messages are announced after a second. */
const HEARD = { timeout: 5_000 };

const widgets: DrawnPanel[] = [];
afterEach(() => {
  for (const { handle } of widgets.splice(0)) handle.destroy();
});

/** A widget of the page, and what a visitor sees and hears of it. */
function widgetIn(locale: string, messages: Catalogue, change: Partial<WidgetOptions> = {}) {
  const phase = change.greeting ? ({ kind: "none" } as const) : undefined;
  const deploymentId = `speaks-${locale}`;
  const panel = makePanel({}, { deploymentId, locale, messages, ...change }, phase);
  widgets.push(panel);
  const { root } = panel;
  const find = (selector: string): Element | null => root.querySelector(selector);
  const announced: string[] = [];
  new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes]))
      if (node instanceof HTMLParagraphElement && node.parentElement?.matches("[aria-live]"))
        announced.push(`${node.lang}: ${node.textContent}`);
  }).observe(root, { childList: true, subtree: true });
  return {
    ...panel,
    announced,
    see: () => ({
      launcher: [find("[part=launcher]")?.ariaLabel, find("[part=launcher]")?.getAttribute("lang")],
      panel: [find("[role=dialog]")?.ariaLabel, find("[role=dialog]")?.getAttribute("lang")],
      direction: find("[role=dialog]")?.getAttribute("dir"),
      header: find(".pl-header__sub")?.textContent,
      placeholder: find("textarea")?.getAttribute("placeholder"),
      send: find("[part=send]")?.ariaLabel,
      day: find(".pl-day")?.textContent,
      time: find(".pl-who time")?.textContent,
    }),
  };
}

/** The time of the message, as the language writes it. */
const timeIn = (tag: string): string =>
  new Intl.DateTimeFormat(tag, { timeStyle: "short" }).format(1_000);
const dayIn = (tag: string): string =>
  new Intl.DateTimeFormat(tag, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(1_000);

const german = {
  launcher: ["Chatten Sie mit uns, 1 ungelesene Nachricht", "de"],
  panel: ["Chat mit Lantern Line", "de"],
  direction: "ltr",
  header: "Wartet auf Bookings",
  placeholder: "Ihre Frage…",
  send: "Nachricht senden",
  day: dayIn("de"),
  time: timeIn("de"),
};
const arabic = {
  launcher: ["\u2068تحدّث معنا\u2069، رسالة غير مقروءة", "ar"],
  panel: ["محادثة مع \u2068Lantern Line\u2069", "ar"],
  direction: "rtl",
  header: "في انتظار \u2068Bookings\u2069",
  placeholder: "اكتب رسالة…",
  send: "أرسل الآن",
  day: dayIn("ar"),
  time: timeIn("ar"),
};
const french = {
  launcher: ["Discuter avec nous, 1 message non lu", "fr"],
  panel: ["Discussion avec Lantern Line", "fr"],
  direction: "ltr",
  header: "En attente de Bookings",
  placeholder: "Votre question…",
  send: "Envoyer le message",
  day: dayIn("fr"),
  time: timeIn("fr"),
};

async function bothWidgets() {
  const one = widgetIn("de", { "composer.placeholder": "Ihre Frage…" });
  const other = widgetIn("ar", { "composer.send": "أرسل الآن" });
  for (const { dispatch, root } of [one, other]) {
    // The effects start with the chunk of the log.
    await expect.poll(() => root.querySelector(".pl-log")).not.toBeNull();
    dispatch({ type: "stream", status: { kind: "live", since: 0 } });
    dispatch({ type: "received", messages: [saidByNoor(1)] });
  }
  await expect.poll(one.see).toEqual(german);
  await expect.poll(other.see).toEqual(arabic);
  return { one, other };
}

test("two widgets on one page speak a language each, in launcher, panel, dates and announcements", async () => {
  const { one, other } = await bothWidgets();
  await expect
    .poll(() => one.announced, HEARD)
    .toEqual(["de: Neue Nachricht von Die Ansprechperson"]);
  await expect.poll(() => other.announced, HEARD).toEqual(["ar: رسالة جديدة من الموظف"]);
});

test("`setLocale` changes the language of its own widget alone", async () => {
  const { one, other } = await bothWidgets();
  await one.handle.setLocale("fr", { "composer.placeholder": "Votre question…" });
  await expect.poll(one.see).toEqual(french);
  expect(other.see()).toEqual(arabic);
  expect(await one.handle.exportTranscript("html")).toContain('<html lang="fr" dir="ltr">');
  expect(await other.handle.exportTranscript("html")).toContain('<html lang="ar" dir="rtl">');
  expect(await one.handle.exportTranscript("txt")).toContain("Discussion avec Lantern Line");
  expect(await other.handle.exportTranscript("txt")).toContain("محادثة مع Lantern Line");
});

test("the greetings of two widgets speak a language each", async () => {
  const greeting = { text: "Hello", names: ["Noor", "Avi"] };
  const one = widgetIn("de", {}, { greeting });
  const other = widgetIn("ar", {}, { greeting });
  for (const { answer } of [one, other]) answer("greet");
  const seen = ({ root }: DrawnPanel) => {
    const bubble = root.querySelector("aside");
    return [bubble?.lang, bubble?.dir, bubble?.querySelector("b")?.textContent, bubble?.ariaLabel];
  };
  await expect
    .poll(() => seen(one))
    .toEqual(["de", "ltr", "Noor und Avi", "Gruß von Lantern Line"]);
  await expect
    .poll(() => seen(other))
    .toEqual([
      "ar",
      "rtl",
      "\u2068Noor\u2069 و\u2068Avi\u2069",
      "ترحيب من \u2068Lantern Line\u2069",
    ]);
});
