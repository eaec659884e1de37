import { askStatus } from "../../transport/ask-status.ts";
import { enHello as words } from "../i18n/en-hello.ts";
import type { HelloChunk } from "../model/pre-chat-chunks.ts";
import { BeginHint } from "./BeginHint.tsx";
import css from "./chunk.css?inline";
import { GreetingRows } from "./GreetingRows.tsx";
import { Hall } from "./Hall.tsx";
import { prepare } from "./prepare.ts";

export const chunk = {
  css,
  words,
  askStatus,
  prepare,
  BeginHint,
  GreetingRows,
  Hall,
} satisfies HelloChunk;
// The conversation chunk is always loaded before this one; see pre-chat/chunk.tsx.
export { chunk as conversation } from "../conversation/chunk.tsx";
