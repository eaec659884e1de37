import type { FileTools } from "../model/attach-chunk.ts";
import { AttachSlot } from "../model/chunk-slots.tsx";

/** The code of the chunk for attached files, which is loaded before this one. */
export function fileTools(): FileTools {
  const chunk = AttachSlot.chunk.peek();
  if (chunk === null) throw new Error("The chunk for files is not loaded");
  return chunk.tools;
}
