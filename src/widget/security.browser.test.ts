/** @module-tag engine-document */

import { expect, test, vi } from "vitest";
import { english } from "../../test/english.ts";
import { expectHarmless, fetched } from "../../test/expect-harmless.ts";
import { drawPanel, noor } from "../../test/draw-panel.ts";
import { formattedPlaces } from "../../test/formatted-places.ts";
import { incomingMember, incomingMessage } from "../../test/incoming.ts";
import { xssCorpus } from "../../test/xss-corpus.ts";
import type { FileContent, GuestChat, UploadKey } from "../transport/index.ts";
import { transcriptPage } from "./secondary/transcript/page.ts";
import { transcriptOf } from "./secondary/transcript/transcript.ts";

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

const fileOf = (name: string, change: Partial<FileContent> = {}): FileContent => ({
  kind: "file",
  id: name,
  name,
  mediaType: name,
  size: 1,
  width: null,
  height: null,
  hasThumbnail: false,
  isGone: false,
  ...change,
});

test("as names and kinds of files, in rows, above the field, in the news and in the transcript: nothing runs", async () => {
  const never = (): Promise<string> => new Promise(() => undefined);
  const { chat, dispatch, root } = drawPanel({ fileUrl: never });
  const fileLimits = { maxBytes: 1, maxPerMessage: 5, types: [], blockedExtensions: [] };
  const { conversationId, ownId } = chat.get();
  if (conversationId === null || ownId === null) throw new Error("There is no session");
  dispatch({ type: "session", conversationId, ownId, isResumed: false, fileLimits });
  for (let from = 0; from < xssCorpus.length; from += 80) {
    const some = xssCorpus.slice(from, from + 80);
    dispatch({
      type: "received",
      messages: some.map((name, n) =>
        incomingMessage(`f${from + n}`, {
          senderId: noor.id,
          at: from + n,
          body: n % 2 === 0 ? "" : name,
          content: [fileOf(name), fileOf(name, { id: `${n}`, mediaType: "image/png" })],
        }),
      ),
    });
    const codes = ["file-refused", "file-type-refused", "upload-failed", "file-too-large"] as const;
    for (const [n, name] of some.entries()) {
      const code = codes[n % codes.length] ?? "file-refused";
      const upload = { key: `u${n}` as UploadKey, name, size: 1, mediaType: name };
      const state = { kind: "failed", code } as const;
      dispatch({ type: "upload", key: upload.key, upload: { ...upload, state } });
    }
    const last = `f${from + some.length - 1}`;
    await vi.waitFor(() =>
      expect(root.querySelector(`[data-key="${last}"] .pl-file`)).not.toBeNull(),
    );
    await vi.waitFor(() => expect(root.querySelectorAll(".pl-up").length).toBe(80));
    expectHarmless(root);
  }
  const html = transcriptPage(transcriptOf(chat.get(), "Lantern Line", english));
  const kept = new DOMParser().parseFromString(html, "text/html");
  expectHarmless(kept.body);
  expect(kept.querySelectorAll("dd")).toHaveLength(xssCorpus.length);
  expect(fetched()).toEqual([]);
});

test("as the name of a picture that is open: it is the alternative text, and nothing else", async () => {
  const canvas = new OffscreenCanvas(20, 10);
  canvas.getContext("2d")?.fillRect(0, 0, 20, 10);
  const url = URL.createObjectURL(await canvas.convertToBlob());
  const { dispatch, root } = drawPanel({ fileUrl: async () => url });
  const names = xssCorpus.filter((one) => one.startsWith('">') || one.startsWith("<img"));
  for (const [n, name] of names.entries()) {
    const content = [fileOf(name, { mediaType: "image/png", width: 20, height: 10 })];
    dispatch({ type: "received", messages: [incomingMessage(`p${n}`, { content, at: n })] });
    const open = await vi.waitFor(() => {
      const found = root.querySelector<HTMLElement>(`[data-key="p${n}"] .pl-pic`);
      expect(found).not.toBeNull();
      return found;
    });
    open?.click();
    await vi.waitFor(() => expect(root.querySelector("dialog img")).not.toBeNull());
    const dialog = root.querySelector("dialog");
    expect([...(dialog?.querySelectorAll("img") ?? [])].map(({ alt }) => alt)).toEqual([name]);
    expect(dialog?.getAttribute("aria-label")).toBe(name);
    dialog?.close();
    await vi.waitFor(() => expect(root.querySelector("dialog")).toBeNull());
  }
  expect((globalThis as { xssRan?: number }).xssRan).toBeUndefined();
  expect(fetched()).toEqual([]);
  URL.revokeObjectURL(url);
});

test("as the greeting, its choices and the name of the bot, before a conversation: nothing runs", async () => {
  for (let from = 0; from < xssCorpus.length; from += 10) {
    const some = xssCorpus.slice(from, from + 10);
    const status: Awaited<ReturnType<GuestChat["status"]>> = {
      isStaffed: true,
      isOpen: true,
      waiting: 0,
      senderName: some[0] ?? "",
      greeting: some.map((text) => ({
        text: formattedPlaces(text),
        choices: some.map((one) => ({ text: { [one]: one }, payload: one, queue: one })),
      })),
      formatting: true,
    };
    const { root } = drawPanel({ status: async () => status }, {}, { kind: "none" });
    await vi.waitFor(() =>
      expect(root.querySelectorAll("[role=toolbar] button")).toHaveLength(some.length),
    );
    await vi.waitFor(() => expect(root.querySelector(".pl-b li")).not.toBeNull());
    expectHarmless(root);
  }
  expect(fetched()).toEqual([]);
});
