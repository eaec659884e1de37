import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { StateName } from "./names.ts";
import { test, type Look } from "./gallery-test.ts";

/*
 * `npm run screens`: a PNG of every state, named after the design's pictures, in a folder that git
 * ignores.
 */

const folder = fileURLToPath(new URL("../../screens/", import.meta.url));
mkdirSync(folder, { recursive: true });

const night = new Date("2025-10-21T21:16:00+02:00");
const phone = { width: 360, height: 740 };
const narrow = { width: 320, height: 640 };
const desktop = { width: 504, height: 760 };

interface Picture {
  readonly name: string;
  readonly state: StateName;
  readonly look?: Look;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly isForced?: boolean;
  readonly now?: Date;
}

const dark = { theme: "dark" } as const;
const pictures: readonly Picture[] = [
  { name: "01-launcher", state: "launcher", viewport: { width: 504, height: 540 } },
  { name: "02-launcher-teaser", state: "launcher-teaser", viewport: { width: 504, height: 540 } },
  { name: "03-prechat", state: "prechat" },
  { name: "04-prechat-errors", state: "prechat-errors" },
  { name: "05-connecting", state: "connecting" },
  { name: "06-queue", state: "queue" },
  { name: "07-conversation-bot", state: "conversation-bot" },
  { name: "08-conversation", state: "conversation" },
  { name: "09-conversation-new", state: "conversation-new" },
  { name: "10-conversation-jump", state: "conversation-jump" },
  { name: "11-conversation-status", state: "conversation-status" },
  { name: "13-composer-emoji", state: "composer-emoji" },
  { name: "14-banner-reconnecting", state: "banner-reconnecting" },
  { name: "15-banner-offline", state: "banner-offline" },
  { name: "16-banner-back", state: "banner-back" },
  { name: "17-media-invite", state: "media-invite" },
  { name: "97-media-ending", state: "media-ending" },
  { name: "18-media-live", state: "media-live" },
  { name: "19-media-outcomes", state: "media-outcomes" },
  { name: "20-menu", state: "menu" },
  { name: "21-end-confirm", state: "end-confirm" },
  { name: "22-ended", state: "ended" },
  { name: "23-ended-rating", state: "ended-rating" },
  { name: "24-ended-thanks", state: "ended-thanks" },
  { name: "25-error-start", state: "error-start" },
  { name: "26-closed", state: "closed", now: night },
  { name: "27-unavailable", state: "unavailable" },
  { name: "28-dark-prechat", state: "prechat", look: dark },
  { name: "29-dark-conversation", state: "conversation", look: dark },
  { name: "30-dark-conversation-status", state: "conversation-status", look: dark },
  { name: "31-dark-queue", state: "queue", look: dark },
  { name: "32-dark-media-invite", state: "media-invite", look: dark },
  { name: "33-dark-ended-rating", state: "ended-rating", look: dark },
  { name: "34-rtl-arabic", state: "conversation", look: { locale: "ar" } },
  { name: "35-rtl-arabic-dark", state: "conversation", look: { locale: "ar", ...dark } },
  { name: "36-mobile-keyboard", state: "conversation", viewport: { width: 360, height: 480 } },
  { name: "37-mobile-conversation", state: "conversation", viewport: phone },
  { name: "38-mobile-prechat", state: "prechat", viewport: phone },
  { name: "39-narrow-320-prechat", state: "prechat", viewport: narrow },
  { name: "40-narrow-320-conversation", state: "conversation", viewport: narrow },
  { name: "41-forced-colors-conversation", state: "conversation", isForced: true },
  { name: "42-forced-colors-prechat", state: "prechat", isForced: true },
  { name: "43-forced-colors-menu", state: "menu", isForced: true },
  { name: "44-forced-colors-rating", state: "ended-rating", isForced: true },
  { name: "45-text-largest", state: "conversation", look: { text: "1.3" } },
  { name: "46-brand-accents-1", state: "prechat", look: { accent: "#2b4a86" } },
  { name: "46-brand-accents-2", state: "conversation", look: { accent: "#8c2f4a" } },
  { name: "46-brand-accents-3", state: "prechat", look: { accent: "#e2b23a" } },
  { name: "46-brand-accents-4", state: "conversation", look: { accent: "#b4552c" } },
  { name: "60-hello", state: "hello" },
  { name: "61-leave", state: "leave" },
  { name: "62-leave-sent", state: "leave-sent" },
  { name: "63-ended-log", state: "ended" },
  { name: "64-ended-again", state: "ended-again" },
  { name: "66-launcher-idle", state: "launcher-idle" },
  { name: "67-choices", state: "choices" },
  { name: "68-card", state: "card" },
  { name: "69-carousel", state: "carousel" },
  { name: "70-times", state: "times" },
  { name: "71-list", state: "list" },
  ...(["choices", "card", "carousel", "times", "list"] as const).flatMap((state) => [
    { name: `77-dark-${state}`, state, look: dark },
    { name: `78-rtl-${state}`, state, look: { locale: "ar" } },
    { name: `79-narrow-320-${state}`, state, viewport: narrow },
    { name: `41-forced-colors-${state}`, state, isForced: true },
    { name: `45-zoom-400-${state}`, state, viewport: { width: 320, height: 256 } },
  ]),
  { name: "72-rich", state: "rich" },
  { name: "77-dark-rich", state: "rich", look: dark },
  { name: "78-rtl-rich", state: "rich", look: { locale: "ar" } },
  { name: "79-narrow-320-rich", state: "rich", viewport: narrow },
  { name: "41-forced-colors-rich", state: "rich", isForced: true },
  { name: "65-launcher-news", state: "launcher-news", viewport: { width: 504, height: 540 } },
  { name: "73-files", state: "files" },
  { name: "73-files-uploading", state: "files-uploading" },
  { name: "73-files-pictures", state: "files-pictures" },
  { name: "74-drop", state: "files-drop" },
  ...(["files", "files-uploading", "files-pictures", "files-drop"] as const).flatMap((state) => [
    { name: `77-dark-${state}`, state, look: dark },
    { name: `78-rtl-${state}`, state, look: { locale: "ar" } },
    { name: `79-narrow-320-${state}`, state, viewport: narrow },
    { name: `41-forced-colors-${state}`, state, isForced: true },
    { name: `45-zoom-400-${state}`, state, viewport: { width: 320, height: 256 } },
  ]),
  { name: "75-elsewhere", state: "elsewhere" },
  { name: "76-forget", state: "forget" },
  ...(["elsewhere", "forget"] as const).flatMap((state) => [
    { name: `77-dark-${state}`, state, look: dark },
    { name: `78-rtl-${state}`, state, look: { locale: "ar" } },
    { name: `79-narrow-320-${state}`, state, viewport: narrow },
    { name: `41-forced-colors-${state}`, state, isForced: true },
  ]),
  { name: "77-dark-hello", state: "hello", look: dark },
  { name: "78-rtl-leave", state: "leave", look: { locale: "ar" } },
  { name: "79-narrow-320-leave", state: "leave", viewport: narrow },
  // States that the design's pictures do not have.
  { name: "no-files", state: "no-files" },
  { name: "idle", state: "idle" },
  { name: "ended-left", state: "ended-left" },
  { name: "menu-languages", state: "menu-languages" },
  { name: "expired", state: "expired" },
  { name: "help", state: "help" },
  { name: "guard", state: "guard" },
  { name: "pseudo", state: "prechat-errors", look: { locale: "en-XA" } },
];

for (const { name, state, look = {}, viewport = desktop, isForced, now } of pictures) {
  test(name, async ({ page, show }) => {
    await page.emulateMedia({
      reducedMotion: "reduce",
      ...(isForced === true && { forcedColors: "active" as const }),
    });
    await show(page, state, look, { viewport, ...(now !== undefined && { now }) });
    await page.screenshot({ path: `${folder}${name}.png` });
  });
}
