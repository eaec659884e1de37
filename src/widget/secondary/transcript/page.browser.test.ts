/** @module-tag engine-document */

import { expect, test, vi } from "vitest";
import { printTranscript, transcriptPage } from "./page.ts";

const transcript = {
  language: "en",
  direction: "ltr",
  title: "Chat with <b>Lantern</b>",
  days: [
    {
      name: "Saturday, October 24",
      lines: [
        { at: 0, time: "14:02", who: null, text: "Noor joined the chat" },
        {
          at: 1,
          time: "14:03",
          who: "<img src=x onerror=alert(1)>",
          text: "<script>alert(1)</script> see https://a.example/x and javascript:alert(1)\n```\n</style><b>\n```",
        },
      ],
    },
  ],
} as const;

test("the page has every word as text, and links only where an address is safe to follow", () => {
  const page = new DOMParser().parseFromString(transcriptPage(transcript), "text/html");
  expect(page.title).toBe("Chat with <b>Lantern</b>");
  expect(page.querySelectorAll("script, img, b")).toHaveLength(0);
  expect(page.querySelector("dt")?.textContent).toContain("<img src=x onerror=alert(1)>");
  expect(page.querySelector("dd")?.textContent).toContain("<script>alert(1)</script>");
  expect(page.querySelector("pre")?.textContent).toBe("</style><b>");
  expect([...page.querySelectorAll("a")].map((link) => link.href)).toEqual(["https://a.example/x"]);
  expect(page.querySelector("meta")?.getAttribute("charset")).toBe("utf-8");
});

test("printing leaves nothing behind in the page", () => {
  const printed: string[] = [];
  const append = document.body.append.bind(document.body);
  vi.spyOn(document.body, "append").mockImplementation((frame) => {
    append(frame);
    const { contentWindow } = frame as HTMLIFrameElement;
    if (contentWindow === null) return;
    contentWindow.print = () => {
      printed.push(contentWindow.document.body.textContent ?? "");
      contentWindow.dispatchEvent(new Event("afterprint"));
    };
  });
  printTranscript(transcript);
  vi.restoreAllMocks();
  expect(printed[0]).toContain("Noor joined the chat");
  expect(document.querySelector("iframe[title^='Chat with']")).toBeNull();
});

test("a page has addresses as they were written, and names the host of a disguised one", () => {
  const text = "see https://example.com/pay?id=7,\n\nor https://\u0430pple.example/x";
  const line = { at: 1, time: "14:03", who: "Noor", text };
  const days = [{ name: "Today", lines: [line] }];
  const html = transcriptPage({ ...transcript, days });
  const page = new DOMParser().parseFromString(html, "text/html");
  const lines = [...(page.querySelector("dd")?.children ?? [])];
  expect(lines.map(({ textContent }) => textContent).join("\n")).toBe(text);
  expect(lines.map((one) => one.getAttribute("dir"))).toEqual(["auto", "auto", "auto"]);
  const [first, second] = page.querySelectorAll("a");
  expect(first?.dataset["host"]).toBeUndefined();
  expect(second?.dataset["host"]).toBe("xn--pple-43d.example");
});
