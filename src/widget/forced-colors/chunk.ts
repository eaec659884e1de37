import type { ForcedColorsChunk } from "../model/chunk-slots.tsx";
import css from "./chunk.css?inline";

export const chunk = { css } satisfies ForcedColorsChunk;
