import type { Page } from "@playwright/test";
import { expect, test } from "../test/gallery/gallery-test.ts";
import { stateNames } from "../test/gallery/names.ts";
import { violationsOn } from "./axe.ts";
import { light, setColorMode, COLOR_MODES_TAG } from "./color-modes.ts";
import { engine } from "./engine-subjects.ts";

/* Every state of the panel, one after the other: what no single conversation would reach. */

/** Each width and each direction once; `npm run a11y` walks more sizes, with more engines. */
const looks = [
  { locale: "en", width: 320, height: 640 },
  { locale: "ar", width: 1280, height: 800 },
] as const;

for (const { locale, ...viewport } of looks) {
  test(`axe finds nothing in any state: light, dark, forced colours; "${locale}", ${viewport.width} px`, {
    tag: [COLOR_MODES_TAG, engine("accessibility")],
  }, async ({ page, show, colorModes }) => {
    test.setTimeout(240_000);
    const found: string[] = [];
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const state of stateNames) {
      // The greeting never comes over a phone's page.
      if (state === "launcher-teaser" && viewport.width < 480) continue;
      await show(page, state, { locale, dir: locale === "ar" ? "rtl" : "ltr" }, { viewport });
      for (const colorMode of colorModes) {
        await setColorMode(page, colorMode);
        const checked = colorMode === light ? "all" : "colors";
        for (const violation of await violationsOn(page, checked))
          found.push(
            `${state}, ${colorMode.colorScheme}, forced ${colorMode.forcedColors}: ${violation}`,
          );
      }
    }
    expect(found).toEqual([]);
  });
}

/** Returns every text of the panel that a person can read, or hear from a screen reader. */
const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector("[data-parlor]")?.shadowRoot;
    const texts: string[] = [];
    for (const element of root?.querySelectorAll<HTMLElement>("*") ?? []) {
      if (!element.checkVisibility() || element.closest("style") !== null) continue;
      for (const name of ["aria-label", "placeholder", "title", "alt"]) {
        const text = element.getAttribute(name);
        if (text !== null && text !== "") texts.push(text);
      }
      for (const node of element.childNodes)
        if (node instanceof Text && node.data.trim() !== "") {
          // A name in bold stands in the middle of a sentence; that of a file is in two parts.
          const isInside =
            element.tagName === "B" ||
            element.nextElementSibling?.tagName === "B" ||
            element.parentElement?.className === "pl-name";
          texts.push(isInside ? (element.parentElement?.textContent ?? "") : node.data.trim());
        }
    }
    return texts;
  });

/**
 * Texts that come from the site, from people or from the clock, so the catalogue does not hold
 * them.
 */
const data =
  /^(Lantern Line.*|Bell|Bookings|Support|[A-Z]{1,3}|A|(NHTB)?Noor.*|Tomás.*|Mara.*|LL-.*|What is it about\?|Change a booking|Luggage and bikes|Refunds|Something else|Lost property|Talk to a person|mara@.*|Could I still.*|PL-\d+|[\p{L} \d.-]+\.(jpg|pdf)|[\d.,]+ [kM]B|Ask for Elin.*|\p{Emoji}+|Choose your berth|hello@.*|lanternline\.example|Extras for your booking|[^\p{L}]*)$/u;

test("every word of every state is in the catalogue", async ({ page, show }) => {
  test.setTimeout(120_000);
  const lost: string[] = [];
  for (const state of stateNames) {
    await show(page, state, { locale: "en-XA" }, { viewport: { width: 1280, height: 800 } });
    const said = await page.evaluate(() => {
      const root = document.querySelector("[data-parlor]")?.shadowRoot;
      const bubbles = [...(root?.querySelectorAll(".pl-b") ?? [])];
      // The words of content are nodes of their own beside ours.
      const content = [...(root?.querySelectorAll(".pl-rich :is([dir=auto], small)") ?? [])];
      const words = content.flatMap(({ childNodes }) => [...childNodes]);
      const texts = words.filter((node) => node instanceof Text);
      return [...bubbles, ...texts].map(({ textContent }) => textContent ?? "").join("\n");
    });
    const strange = (await textsOf(page)).filter(
      (text) =>
        !/[⟦⟧]/u.test(text) &&
        !data.test(text) &&
        !said.includes(text) &&
        // The greeting's sentence, language names and opening days come from options and from Intl.
        !/^(Choosing between|English|العربية|[A-Z][a-zé]+day)/u.test(text) &&
        !isLanguageName(text),
    );
    lost.push(...strange.map((text) => `${state}: ${text}`));
  }
  expect(lost).toEqual([]);
});

const isLanguageName = (text: string): boolean =>
  [
    "ar",
    "de",
    "es",
    "fr",
    "he",
    "hi",
    "it",
    "ja",
    "ko",
    "nl",
    "pl",
    "pt-BR",
    "ru",
    "sv",
    "tr",
    "uk",
    "zh-CN",
    "zh-TW",
  ].some(
    (tag) =>
      new Intl.DisplayNames(tag, { type: "language" }).of(tag)?.toLowerCase() ===
      text.toLowerCase(),
  );

test("Tab visits the header, the log, what is in it, the field, and the page again", {
  tag: engine("focus"),
}, async ({ page, show }) => {
  const orders: string[] = [];
  for (const state of [
    "queue",
    "conversation-status",
    "prechat",
    "ended-rating",
    "closed",
  ] as const) {
    await show(page, state);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const names: string[] = [];
    for (let step = 0; step < 20; step++) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(() => {
        const active = document.querySelector("[data-parlor]")?.shadowRoot?.activeElement;
        if (active == null) return "";
        const label =
          active.getAttribute("aria-label") ??
          (active as HTMLInputElement).labels?.[0]?.textContent ??
          active.textContent;
        return `${active.getAttribute("role") ?? active.tagName.toLowerCase()} ${label?.trim()}`;
      });
      if (name === "" || names.includes(name)) break;
      // Firefox stops at what scrolls, too, for the arrows to scroll it.
      if (!name.startsWith("div ")) names.push(name);
    }
    orders.push(`${state}\n${names.map((name) => `  ${name}`).join("\n")}`);
  }
  expect(`${orders.join("\n")}\n`).toMatchSnapshot("tab-order.txt");
});

test("every reference of one element to another leads somewhere, in every state", async ({
  page,
  show,
}) => {
  test.setTimeout(120_000);
  const lost: string[] = [];
  for (const state of stateNames) {
    await show(page, state);
    const broken = await page.evaluate(() => {
      const root = document.querySelector("[data-parlor]")?.shadowRoot;
      const names = [
        "aria-labelledby",
        "aria-describedby",
        "aria-controls",
        "aria-errormessage",
        "for",
      ];
      return [...(root?.querySelectorAll("*") ?? [])].flatMap((element) =>
        names.flatMap((name) =>
          (element.getAttribute(name)?.split(" ") ?? [])
            .filter((id) => id !== "" && root?.getElementById(id) == null)
            .map((id) => `${name}=${id}`),
        ),
      );
    });
    lost.push(...broken.map((words) => `${state}: ${words}`));
  }
  expect(lost).toEqual([]);
});

test("targets are 24 px or more, in every state", { tag: engine("layout") }, async ({
  page,
  show,
}) => {
  test.setTimeout(120_000);
  const small: string[] = [];
  for (const state of stateNames) {
    await show(page, state);
    const found = await page.evaluate(() => {
      const root = document.querySelector("[data-parlor]")?.shadowRoot;
      return [...(root?.querySelectorAll<HTMLElement>("button, input, select, textarea") ?? [])]
        .filter((element) => element.checkVisibility())
        .flatMap((element) => {
          // A box and the words beside it are one target.
          const target = element.closest("label") ?? element;
          const { width, height } = target.getBoundingClientRect();
          const name = element.getAttribute("aria-label") ?? element.textContent ?? element.tagName;
          return Math.round(width) < 24 || Math.round(height) < 24
            ? [`${name} ${width}x${height}`]
            : [];
        });
    });
    small.push(...found.map((words) => `${state}: ${words}`));
  }
  expect(small).toEqual([]);
});

/** Nothing is cut off sideways, in the panel or in the page, but for a line with an ellipsis. */
const expectNoSidewaysScroll = async (page: Page, state: string): Promise<void> => {
  const wide = await page.evaluate(() => {
    const root = document.querySelector("[data-parlor]")?.shadowRoot;
    const isCut = (element: HTMLElement): boolean => {
      const { overflowX, textOverflow, display } = getComputedStyle(element);
      // Browsers draw no ellipsis for the content of a flex or grid container.
      const hasEllipsis = textOverflow === "ellipsis" && /block/.test(display);
      // Text for screen readers is one pixel wide, drawings may go beyond their frame, and the
      // space after a single emoji is empty.
      const text = element.textContent?.trim() ?? "";
      const isText =
        element.clientWidth > 1 && element.querySelector("svg") === null && text.length > 2;
      return /hidden|clip/.test(overflowX) && isText && !hasEllipsis;
    };
    const scrollers = [
      ...(root?.querySelectorAll<HTMLElement>(".pl-log, .pl-body, .pl-form, .pl-panel") ?? []),
    ];
    const cut = [...(root?.querySelectorAll<HTMLElement>(".pl-panel *") ?? [])].filter(isCut);
    return [document.documentElement, ...scrollers, ...cut]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.className || `${element.tagName} ${element.textContent}`);
  });
  expect(wide, state).toEqual([]);
};

test("400 % zoom and 320 x 256 px: nothing scrolls sideways, and the field is reachable", {
  tag: engine("layout"),
}, async ({ page, show }) => {
  test.setTimeout(120_000);
  // A window of 1280 x 1024 at 400 % has this many CSS pixels.
  const viewport = { width: 320, height: 256 };
  for (const state of stateNames) {
    if (state === "launcher-teaser" || state === "conversation-jump") continue;
    await show(page, state, {}, { viewport });
    await expectNoSidewaysScroll(page, state);
  }
  await show(page, "conversation", {}, { viewport });
  const field = page.getByRole("textbox", { name: "Message" });
  await field.fill("Still writing");
  await expect(field).toBeInViewport();
});

test("with the largest text and the spacing of SC 1.4.12 nothing is lost", {
  tag: engine("layout"),
}, async ({ page, show }) => {
  test.setTimeout(120_000);
  const viewport = { width: 320, height: 640 };
  for (const state of stateNames) {
    if (state === "launcher-teaser") continue;
    await show(page, state, { text: "1.3" }, { viewport });
    await page.evaluate(() => {
      const root = document.querySelector("[data-parlor]")?.shadowRoot;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        ".parlor * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } .parlor p { margin-block-end: 2em !important }",
      );
      if (root != null) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    });
    await expectNoSidewaysScroll(page, state);
  }
});

test("no style depends on the order in which the chunks come", async ({ page, show }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
  const found = new Set<string>();
  for (const state of stateNames) {
    await show(page, state, {}, { viewport: { width: 1280, height: 800 } });
    const changes = await page.evaluate(() => {
      const root = document.querySelector("[data-parlor]")?.shadowRoot as ShadowRoot;
      const styles = (): { of: string; all: Record<string, string> }[] =>
        [...root.querySelectorAll("*")].map((element) => {
          const style = getComputedStyle(element);
          const all = Object.fromEntries(
            [...style].map((name) => [name, style.getPropertyValue(name)]),
          );
          return { of: `${element.tagName} ${element.getAttribute("class")}`, all };
        });
      const before = styles();
      const sheets = [...root.adoptedStyleSheets];
      // The launcher's sheet and that of the panel are always the first ones.
      root.adoptedStyleSheets = [...sheets.slice(0, 2), ...sheets.slice(2).toReversed()];
      const after = styles();
      root.adoptedStyleSheets = sheets;
      return before.flatMap(({ of, all }, index) =>
        Object.keys(all)
          // Sizes and places follow from the others.
          .filter((name) => !/width|height|size|origin|inset|^(top|left|right|bottom)$/.test(name))
          .filter((name) => all[name] !== after[index]?.all[name])
          .map((name) => `${of}: ${name}`),
      );
    });
    for (const change of changes) found.add(`${state}, ${change}`);
  }
  expect([...found].slice(0, 20), `${found.size} styles`).toEqual([]);
});
