import type { SensitiveDataChunk } from "../model/chunk-slots.tsx";
import { sendGuarded } from "./sensitive-data.ts";

export const chunk = { sendGuarded } satisfies SensitiveDataChunk;
