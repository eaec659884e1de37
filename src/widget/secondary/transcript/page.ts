import { readMessage, type Part } from "../../conversation/log/message-text.ts";
import type { Line, Transcript } from "./transcript.ts";

const css = `body{font:15px/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#27211b;background:#fff}
h1{font-size:1.4rem}h2{font-size:1rem;margin:2rem 0 .5rem}dl{margin:0}dt{font-weight:600;margin-top:.75rem}
dt time,.n time{font-weight:400;color:#5a5148;margin-inline-end:.5rem}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;overflow:hidden}
dd div{text-align:start}a[data-host]::before{content:"(" attr(data-host) ") "}
.n{margin:.75rem 0;color:#5a5148}pre{white-space:pre-wrap;background:#f4efe8;padding:.5rem}`;

/** Puts the transcript into an empty document, node by node: no text is ever read as HTML. */
export function fillPage(page: Document, transcript: Transcript): void {
  const { title, days, language, direction } = transcript;
  const make = (tag: string, text: string, parent: Element): HTMLElement => {
    const element = page.createElement(tag);
    element.textContent = text;
    parent.append(element);
    return element;
  };
  const makeTime = ({ at, time }: Line, parent: Element): void => {
    const element = page.createElement("time");
    element.dateTime = new Date(at).toISOString();
    element.textContent = time;
    parent.prepend(element);
  };
  const makePart = (part: Part, parent: Element): void => {
    if (part.kind === "text") parent.append(part.text);
    else if (part.kind === "code") make("code", part.text, parent);
    else {
      const link = make("a", part.text, parent);
      link.setAttribute("href", part.href);
      // A mark before the address cannot turn its direction.
      link.dir = "ltr";
      if (part.host !== undefined) link.dataset["host"] = part.host;
    }
  };
  page.documentElement.lang = language;
  page.documentElement.dir = direction;
  page.title = title;
  make("h1", title, page.body);
  for (const { name, lines } of days) {
    make("h2", name, page.body);
    let list: HTMLElement | null = null;
    for (const line of lines) {
      if (line.who === null) {
        list = null;
        const notice = make("p", line.text, page.body);
        notice.className = "n";
        makeTime(line, notice);
        continue;
      }
      list ??= make("dl", "", page.body);
      makeTime(line, make("dt", line.who, list));
      const body = make("dd", "", list);
      for (const block of readMessage(line.text)) {
        if (block.kind === "pre") {
          make("pre", block.text, body).dir = "ltr";
          continue;
        }
        const row = make("div", "", body);
        row.dir = "auto";
        if (block.parts.length === 0) make("br", "", row);
        for (const part of block.parts) makePart(part, row);
      }
    }
  }
}

/** The transcript as a standalone HTML page, to be saved. */
export function transcriptPage(transcript: Transcript): string {
  const page = document.implementation.createHTMLDocument("");
  fillPage(page, transcript);
  // The styles are added as text: a style element, even in a detached document, would violate a
  // strict content security policy.
  const html = page.documentElement.outerHTML.replace(
    "<head>",
    () => `<head><meta charset="utf-8"><style>${css}</style>`,
  );
  return `<!doctype html>\n${html}\n`;
}

/**
 * Prints the transcript from a temporary frame. Its styles are a constructed sheet, which a strict
 * content security policy allows.
 */
export function printTranscript(transcript: Transcript): void {
  const frame = document.createElement("iframe");
  frame.title = transcript.title;
  frame.style.cssText = "position:fixed;inline-size:0;block-size:0;border:0";
  frame.setAttribute("aria-hidden", "true");
  document.body.append(frame);
  const { contentDocument: page, contentWindow } = frame;
  if (page === null || contentWindow === null) return frame.remove();
  fillPage(page, transcript);
  const Sheet = (contentWindow as unknown as typeof globalThis).CSSStyleSheet;
  try {
    const sheet = new Sheet();
    sheet.replaceSync(css);
    page.adoptedStyleSheets = [sheet];
  } catch {
    // A browser that cannot construct a sheet prints without styles.
  }
  contentWindow.addEventListener("afterprint", () => frame.remove());
  contentWindow.print();
}
