/** @module-tag engine-document */

import { expect, test, vi } from "vitest";
import { expectHarmless, fetched } from "../../test/expect-harmless.ts";
import { drawPanel, noor } from "../../test/draw-panel.ts";
import { incomingMember, incomingMessage } from "../../test/incoming.ts";
import { xssCorpus } from "../../test/xss-corpus.ts";
import { transcriptPage } from "./secondary/transcript/page.ts";

/* No text of a user is ever read as HTML, as a style, or as an unsafe address to follow. */

test("the corpus has more than 300 vectors", () => {
  expect(xssCorpus.length).toBeGreaterThan(300);
});

test("as messages, and as names of people and queues: nothing runs, nothing is fetched", async () => {
  const { dispatch, root } = drawPanel();
  dispatch({
    type: "members",
    members: xssCorpus.map((name, n) => incomingMember(`a${n}`, { name, queueName: name })),
    at: 0,
  });
  dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  await vi.waitFor(() => expect(root.querySelector(".pl-log")).not.toBeNull());
  // In batches: the log renders at most 250 rows.
  for (let from = 0; from < xssCorpus.length; from += 80) {
    dispatch({
      type: "received",
      messages: xssCorpus.slice(from, from + 80).flatMap((body, n) => {
        const at = (from + n + 1) * 1_000;
        const common = { senderId: `a${from + n}`, at };
        return [
          incomingMessage(`j${from + n}`, { ...common, body: "", kind: "joined" }),
          incomingMessage(`m${from + n}`, { ...common, body, at: at + 1 }),
        ];
      }),
    });
    const last = Math.min(from + 79, xssCorpus.length - 1);
    await vi.waitFor(() => expect(root.querySelector(`[data-key="m${last}"]`)).not.toBeNull());
    expectHarmless(root);
  }
  expect(fetched()).toEqual([]);
});

test("as the company, the form's words and its answers: nothing runs", async () => {
  for (const vector of xssCorpus.filter((_, n) => n % 7 === 0)) {
    const { root } = drawPanel(
      {},
      {
        company: vector,
        preChat: {
          fields: [
            { name: "displayName", type: "text", label: vector, value: vector, message: vector },
            { name: "topic", type: "select", label: vector, options: [vector] },
          ],
        },
        help: { person: vector, phone: vector, email: "a@b.example" },
      },
      { kind: "none" },
    );
    await vi.waitFor(() => expect(root.querySelector("form")).not.toBeNull());
    expectHarmless(root);
  }
});

test("as what a server says when it refuses: nothing runs", async () => {
  const { dispatch, root } = drawPanel();
  for (const vector of xssCorpus.filter((_, n) => n % 7 === 1)) {
    const failed = { code: "server-error", contextId: vector, retryAt: null } as const;
    dispatch({ type: "phase", phase: { kind: "failed", ...failed } });
    // The beginning of the text is shown.
    const shown = vector.slice(0, 8);
    await vi.waitFor(() => expect(root.textContent).toContain(shown), { interval: 5 });
    expectHarmless(root);
  }
  expect(fetched()).toEqual([]);
});

test("in the transcript that is kept as a page: nothing but text and safe links", () => {
  const html = transcriptPage({
    title: xssCorpus[0] ?? "",
    language: "en",
    direction: "ltr",
    days: [
      {
        name: "Today",
        lines: xssCorpus.map((text, at) => ({ at, time: "14:02", who: text, text })),
      },
    ],
  });
  const kept = new DOMParser().parseFromString(html, "text/html");
  expectHarmless(kept.body);
  expect(
    kept.querySelectorAll("head script, head link, head base, head meta:not([charset])"),
  ).toHaveLength(0);
  expect(kept.querySelectorAll("dd")).toHaveLength(xssCorpus.length);
});

test("a portrait is fetched from an https address only, and tells nobody where it is shown", async () => {
  const { dispatch, root } = drawPanel();
  const { decodeMember } = await import("../transport/backend/guest-chat/decode.ts");
  const urls = [
    "javascript:window.xssRan=1",
    "data:image/svg+xml,<svg onload=window.xssRan=1>",
    "http://a.example/x.png",
    "//a.example/x.png",
  ];
  for (const avatarImageUrl of urls)
    expect(decodeMember({ id: "a", avatarImageUrl })?.avatarUrl).toBeNull();
  const avatarUrl = decodeMember({ id: "a", avatarImageUrl: "https://a.example/x.png" })?.avatarUrl;
  expect(avatarUrl).toBe("https://a.example/x.png");
  dispatch({ type: "members", members: [{ ...noor, avatarUrl: avatarUrl ?? null }], at: 0 });
  await vi.waitFor(() => expect(root.querySelector("img")).not.toBeNull());
  expect(root.querySelector("img")?.referrerPolicy).toBe("no-referrer");
});
