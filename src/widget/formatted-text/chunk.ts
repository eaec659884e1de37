import type { FormattedTextChunk } from "../model/formatted-text-chunk.ts";
import { formattedTextIcons as icons } from "../parts/formatted-text-icons.ts";
import css from "./chunk.css?inline";
import { FormattedBody } from "./FormattedBody.tsx";
import { readFormatted } from "./read-formatted.ts";
import { spokenFormatted, writtenFormatted } from "./text-of.ts";

export const chunk = {
  css,
  icons,
  Body: FormattedBody,
  spoken: spokenFormatted,
  readFormatted,
  writtenFormatted,
} satisfies FormattedTextChunk;
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export { chunk as conversation } from "../conversation/chunk.tsx";
