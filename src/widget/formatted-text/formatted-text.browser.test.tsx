/** @module-tag engine-layout */

import { expect, test, vi } from "vitest";
import { expectHarmless, fetched } from "../../../test/expect-harmless.ts";
import { drawPanel, noor, type DrawnPanel } from "../../../test/draw-panel.ts";
import { formattedPlaces } from "../../../test/formatted-places.ts";
import { incomingMessage } from "../../../test/incoming.ts";
import { xssCorpus } from "../../../test/xss-corpus.ts";
import type { MemberId, MessageKey } from "../../transport/index.ts";
import { english } from "../../../test/english.ts";
import { FormattedTextSlot } from "../model/chunk-slots.tsx";
import { transcriptPage } from "../secondary/transcript/page.ts";
import { transcriptOf } from "../secondary/transcript/transcript.ts";
import { chunk } from "./chunk.ts";

/* Formatted text in rows, announcements, previews and the transcript. */

const capabilities = { queue: true, rating: true, mediaRequests: true, formatting: true };

function drawChat(formatting = true): DrawnPanel {
  const panel = drawPanel();
  panel.dispatch({
    type: "session",
    conversationId: "c",
    ownId: "me" as MemberId,
    isResumed: false,
    capabilities: { ...capabilities, formatting },
  });
  panel.dispatch({ type: "members", members: [noor], at: 1 });
  return panel;
}

let count = 0;
const said = (body: string, language?: string) =>
  incomingMessage(`f${count++}`, { senderId: noor.id, body, at: count * 10, language });

/** Draws messages of an agent, and returns their bubbles. */
async function draw(...bodies: readonly string[]): Promise<readonly HTMLElement[]> {
  const { dispatch, root } = drawChat();
  await FormattedTextSlot.fetch();
  dispatch({ type: "received", messages: bodies.map((body) => said(body)) });
  const bubbles = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(".pl-b")];
  await vi.waitFor(() => {
    expect(bubbles()).toHaveLength(bodies.length);
    const [first] = bubbles();
    expect(first && getComputedStyle(first).paddingLeft).toBe("12px");
  });
  return bubbles();
}

const DESIGN = [
  "Your bikes can travel, **one each**. Please bring:\n- the bike ticket\n- a strap for the rack",
  "> Bikes board at coach 9, ten minutes before the others.\n\nSee [the bike rules](https://lanternline.example/bikes)",
  "If the gate asks for a code:\n```\nLL-48213 / BIKE-2 / COACH 9\n```",
  "On the day, call +33 4 00 00 48 21 or write to bikes@lanternline.example",
] as const;

test("an agent's marks become elements, and their text is the text without the marks", async () => {
  const [list, quote, code, contacts] = await draw(...DESIGN);
  expect(list?.querySelector("strong")?.textContent).toBe("one each");
  expect([...(list?.querySelectorAll("ul > li") ?? [])].map((one) => one.textContent)).toEqual([
    "the bike ticket",
    "a strap for the rack",
  ]);
  expect(quote?.querySelector("blockquote")?.textContent).toMatch(/^Bikes board at coach 9/);
  const link = quote?.querySelector("a");
  expect(link?.textContent).toBe("the bike rules");
  expect(link?.href).toBe("https://lanternline.example/bikes");
  expect(link?.rel).toBe("noopener noreferrer");
  expect(link?.querySelector("svg path")).not.toBeNull();
  expect(code?.querySelector("pre")?.textContent).toBe("LL-48213 / BIKE-2 / COACH 9");
  const hrefs = [...(contacts?.querySelectorAll("a") ?? [])].map((one) => one.href);
  expect(hrefs).toEqual(["tel:+33400004821", "mailto:bikes@lanternline.example"]);
});

test("the host of a link with a text of its own is drawn beside it", async () => {
  const [bubble] = await draw("See [paypal.example](https://evil.example/login)");
  const host = bubble?.querySelector(".pl-b__host");
  expect(host && getComputedStyle(host, "::before").content).toContain("evil.example");
  expect(host?.getBoundingClientRect().width).toBeGreaterThan(40);
  expect(bubble?.textContent).toBe("See paypal.example");
});

test("a row's name has no marks", async () => {
  const [bubble] = await draw("**Bring** `it`:\n- _one_\n- [two](https://a.example/)");
  const row = bubble?.closest("[role=article]");
  expect(row?.getAttribute("aria-label")).toMatch(/Bring it:\none\ntwo$/);
});

test("the visitor's own text stays as typed, and so does an agent's where the rule is off", async () => {
  const on = drawChat();
  on.dispatch({ type: "composed", key: "k1" as MessageKey, body: "**mine** a@b.example", at: 5 });
  await vi.waitFor(() => expect(on.root.querySelector(".pl-b")).not.toBeNull());
  expect(on.root.querySelector(".pl-b")?.textContent).toBe("**mine** a@b.example");
  expect(on.root.querySelector(".pl-b a")).toBeNull();
  const off = drawChat(false);
  off.dispatch({ type: "received", messages: [said("**theirs** https://a.example/")] });
  await vi.waitFor(() => expect(off.root.querySelector(".pl-b")).not.toBeNull());
  expect(off.root.querySelector(".pl-b")?.textContent).toBe("**theirs** https://a.example/");
  expect(off.root.querySelector(".pl-b a")).not.toBeNull();
});

test("HTML, headings, pictures and tables are text", async () => {
  const body =
    "# <b>Hi</b> **x**\n![p](https://a.example/p.png)\n| a | b |\n|---|---|\n<img src=x onerror=alert(1)>";
  const [bubble] = await draw(body);
  expect(bubble?.querySelector("b, h1, img, table, hr")).toBeNull();
  expect(bubble?.innerText).toContain("<img src=x onerror=alert(1)>");
});

test("each item keeps its number", async () => {
  const [bubble] = await draw("3. three\n4. four\n7. seven");
  expect([...(bubble?.querySelectorAll("li") ?? [])].map(({ value }) => value)).toEqual([3, 4, 7]);
});

test("a list has its marks on the side of its own direction", async () => {
  const [ltr, rtl] = await draw(
    "- one\n- two",
    "- \u05d0\u05d7\u05d3\n- \u05e9\u05e0\u05d9\u05d9\u05dd",
  );
  const styleOf = (bubble: HTMLElement | undefined) => {
    const list = bubble?.querySelector("ul");
    return list && getComputedStyle(list);
  };
  expect(styleOf(ltr)?.direction).toBe("ltr");
  expect(styleOf(rtl)?.direction).toBe("rtl");
  expect(styleOf(ltr)?.paddingLeft).toBe("20px");
  expect(styleOf(rtl)?.paddingRight).toBe("20px");
});

const key = (target: Element | null, name: string): boolean =>
  target?.dispatchEvent(
    new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }),
  ) ?? false;

test("links with a text, contacts and code in a quote are reached by key", async () => {
  const [bubble] = await draw(
    `- [one](https://a.example/)\n> call +33 4 00 00 48 21\n\n\`\`\`\n${"wide ".repeat(40)}\n\`\`\``,
  );
  const root = bubble?.getRootNode() as ShadowRoot;
  const row = root.querySelector<HTMLElement>("[role=article]");
  const code = bubble?.querySelector<HTMLElement>("pre") ?? null;
  await vi.waitFor(() => expect(code?.tabIndex).toBe(0));
  row?.focus();
  key(row, "Enter");
  const walked = [root.activeElement];
  for (let n = 0; n < 2; n++) {
    key(root.activeElement, "ArrowDown");
    walked.push(root.activeElement);
  }
  expect(walked).toEqual([...(bubble?.querySelectorAll("a") ?? []), code]);
});

test("a message has the language that its sender says, and its head has the panel's", async () => {
  const { dispatch, root } = drawChat();
  dispatch({ type: "received", messages: [said("Guten Tag", "de")] });
  dispatch({ type: "received", messages: [said("Hello")] });
  await vi.waitFor(() => expect(root.querySelectorAll("[role=article]")).toHaveLength(2));
  const [german, unknown] = root.querySelectorAll<HTMLElement>("[role=article]");
  expect(german?.lang).toBe("de");
  expect(german?.querySelector<HTMLElement>(".pl-who")?.lang).toBe("en");
  expect(unknown?.hasAttribute("lang")).toBe(false);
});

test("until the code has loaded the text is shown, and the end stays in view when it has", async () => {
  const { dispatch, root } = drawChat();
  const load = vi.spyOn(FormattedTextSlot, "load").mockImplementation(() => undefined);
  const slot = FormattedTextSlot.chunk as { value: typeof chunk | null };
  const loaded = slot.value;
  slot.value = null;
  try {
    const rows = Array.from({ length: 30 }, (_, n) => said(`**${n}**\n- a\n- b\n\n- c`));
    dispatch({ type: "received", messages: rows });
    const bubble = (): HTMLElement | undefined =>
      [...root.querySelectorAll<HTMLElement>(".pl-b")].at(-1);
    await vi.waitFor(() => expect(bubble()?.textContent).toContain("**29**"));
    expect(load).toHaveBeenCalled();
    const log = root.querySelector<HTMLElement>(".pl-log");
    const isAtEnd = (): boolean =>
      log !== null && log.scrollHeight - log.clientHeight - log.scrollTop < 2;
    await vi.waitFor(() => expect(isAtEnd()).toBe(true));
    slot.value = chunk;
    await vi.waitFor(() => expect(bubble()?.querySelectorAll("li")).toHaveLength(3));
    await vi.waitFor(() => expect(isAtEnd()).toBe(true));
  } finally {
    slot.value = loaded;
    load.mockRestore();
  }
});

test("text of attackers runs nowhere in formatted text, nor in the transcript", async () => {
  const { chat, dispatch, root } = drawChat();
  for (let from = 0; from < xssCorpus.length; from += 60) {
    const some = xssCorpus.slice(from, from + 60).map((text) => said(formattedPlaces(text), text));
    dispatch({ type: "received", messages: some });
    const last = some.at(-1)?.id;
    await vi.waitFor(() => expect(root.querySelector(`[data-key="${last}"]`)).not.toBeNull());
    await vi.waitFor(() => expect(root.querySelector(".pl-b li")).not.toBeNull());
    expectHarmless(root);
  }
  const html = transcriptPage(
    transcriptOf(chat.get(), "Lantern Line", english, { formatter: chunk }),
  );
  const page = new DOMParser().parseFromString(html, "text/html");
  expectHarmless(page.body);
  expect(page.querySelectorAll("dd blockquote").length).toBeGreaterThan(300);
  expect(fetched()).toEqual([]);
  // Each of the texts is drawn: longer than other tests in the slowest engine.
}, 120_000);

test("the HTML transcript has the same elements and the language of each message", async () => {
  const { chat, dispatch } = drawChat();
  dispatch({
    type: "received",
    messages: [...DESIGN.map((body) => said(body)), said("*Hallo*", "de")],
  });
  const html = transcriptPage(
    transcriptOf(chat.get(), "Lantern Line", english, { formatter: chunk }),
  );
  const page = new DOMParser().parseFromString(html, "text/html");
  const bodies = [...page.querySelectorAll("dd")];
  expect(bodies[0]?.innerHTML).toBe(
    '<div dir="auto">Your bikes can travel, <strong>one each</strong>. Please bring:</div>' +
      '<ul dir="auto"><li><div>the bike ticket</div></li><li><div>a strap for the rack</div></li></ul>',
  );
  expect(bodies[1]?.innerHTML).toBe(
    '<blockquote dir="auto"><div>Bikes board at coach 9, ten minutes before the others.</div></blockquote>' +
      '<div dir="auto">See <a href="https://lanternline.example/bikes">the bike rules</a>' +
      '<small dir="ltr" data-to="lanternline.example"></small></div>',
  );
  expect(bodies[3]?.querySelectorAll("a")).toHaveLength(2);
  expect(bodies[4]?.lang).toBe("de");
  expect(bodies[0]?.hasAttribute("lang")).toBe(false);
});
