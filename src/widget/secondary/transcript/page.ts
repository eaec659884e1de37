import { readMessage } from "../../conversation/log/message-text.ts";
import type { FormattedBlock, Inline } from "../../model/message-blocks.ts";
import type { Line, Transcript } from "./transcript.ts";

const css = `body{font:15px/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#27211b;background:#fff}
h1{font-size:1.4rem}h2{font-size:1rem;margin:2rem 0 .5rem}dl{margin:0}dt{font-weight:600;margin-top:.75rem}
dt time,.n time{font-weight:400;color:#5a5148;margin-inline-end:.5rem}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;overflow:hidden}
dd div{text-align:start}a[data-host]::before{content:"(" attr(data-host) ") "}small::before{content:" " attr(data-to);color:#5a5148}
ul,ol,blockquote{margin:.25rem 0;padding:0;padding-inline-start:1.25rem;text-align:start}blockquote{padding-inline-start:.75rem;border-inline-start:3px solid #b9ada0}
.n{margin:.75rem 0;color:#5a5148}pre{white-space:pre-wrap;background:#f4efe8;padding:.5rem}`;

const tags = { bold: "strong", italic: "em", strike: "s" } as const;

/** Makes the nodes of messages: no text is ever read as HTML. */
function createWriter(page: Document) {
  const make = (tag: string, text: string, parent: Element): HTMLElement => {
    const element = page.createElement(tag);
    element.textContent = text;
    parent.append(element);
    return element;
  };
  const makeParts = (parts: readonly Inline[], parent: Element): void => {
    for (const part of parts) {
      if (part.kind === "text") parent.append(part.text);
      else if (part.kind === "code") make("code", part.text, parent);
      else if (part.kind === "link") {
        const link = make("a", part.text, parent);
        link.setAttribute("href", part.href);
        // A mark before the address cannot turn its direction.
        link.dir = "ltr";
        if (part.host !== undefined) link.dataset["host"] = part.host;
      } else if (part.kind === "label") {
        const link = make("a", "", parent);
        link.setAttribute("href", part.href);
        makeParts(part.parts, link);
        const to = make("small", "", parent);
        to.dir = "ltr";
        to.dataset["to"] = part.to;
      } else makeParts(part.parts, make(tags[part.kind], "", parent));
    }
  };
  /** @param direction - empty within a list or a quote, which have one direction */
  const makeBlock = (block: FormattedBlock, parent: Element, direction: "auto" | ""): void => {
    if (block.kind === "pre") {
      make("pre", block.text, parent).dir = "ltr";
      return;
    }
    const isOrdered = block.kind === "list" && block.isOrdered;
    const tag = { line: "div", quote: "blockquote", list: isOrdered ? "ol" : "ul" }[block.kind];
    const element = make(tag, "", parent);
    if (direction !== "") element.dir = direction;
    if (block.kind === "line") {
      if (block.parts.length === 0) make("br", "", element);
      makeParts(block.parts, element);
    } else if (block.kind === "quote") {
      for (const inner of block.blocks) makeBlock(inner, element, "");
    } else {
      for (const { number, blocks } of block.items) {
        const item = make("li", "", element);
        if (number !== null) item.setAttribute("value", String(number));
        for (const inner of blocks) makeBlock(inner, item, "");
      }
    }
  };
  return { make, makeBlock };
}

/** Puts the transcript into an empty document, node by node. */
export function fillPage(page: Document, transcript: Transcript): void {
  const { title, days, language, direction } = transcript;
  const { make, makeBlock } = createWriter(page);
  const makeTime = ({ at, time }: Line, parent: Element): void => {
    const element = page.createElement("time");
    element.dateTime = new Date(at).toISOString();
    element.textContent = time;
    parent.prepend(element);
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
      if (line.language !== undefined) body.lang = line.language;
      for (const block of line.blocks ?? readMessage(line.text)) makeBlock(block, body, "auto");
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
