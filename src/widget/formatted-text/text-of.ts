import type { FormattedBlock, Inline } from "../model/message-blocks.ts";
import { readFormatted } from "./read-formatted.ts";

/* Formatted text without its marks. */

/** `spoken`: for a screen reader and previews; `written`: for a text that is kept. */
type Form = "spoken" | "written";

function inlineText(parts: readonly Inline[], form: Form): string {
  return parts
    .map((part) => {
      switch (part.kind) {
        case "text":
        case "code":
        case "link":
          return part.text;
        case "label": {
          const text = inlineText(part.parts, form);
          return form === "spoken" ? text : `${text} (${part.href})`;
        }
        default:
          return inlineText(part.parts, form);
      }
    })
    .join("");
}

/** The lines of a block; those of a list or a quote keep a mark of it in a text that is kept. */
function linesOf(block: FormattedBlock, form: Form): readonly string[] {
  switch (block.kind) {
    case "line":
      return [inlineText(block.parts, form)];
    case "pre":
      return block.text.split("\n");
    case "quote":
      return block.blocks
        .flatMap((one) => linesOf(one, form))
        .map((line) => (form === "spoken" ? line : `> ${line}`));
    case "list":
      return block.items.flatMap(({ number, blocks }) => {
        const mark = number === null ? (form === "spoken" ? "" : "- ") : `${number}. `;
        return blocks
          .flatMap((one) => linesOf(one, form))
          .map((line, index) => (index === 0 ? mark : " ".repeat(mark.length)) + line);
      });
  }
}

const textOf = (body: string, form: Form): string =>
  readFormatted(body)
    .flatMap((block) => linesOf(block, form))
    .join("\n");

/** The text without marks; lists have their numbers, which are said. */
export const spokenFormatted = (body: string): string => textOf(body, "spoken");

/** Plain text: a link is followed by its address, items and quotes keep a mark. */
export const writtenFormatted = (body: string): string => textOf(body, "written");
