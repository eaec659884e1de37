import { readCall } from "./dispatch-call.ts";
import { createHandle } from "./handle.ts";

/** The code behind `Parlor(…)`, fetched with the page's first call. */
export const chunk = { createHandle, readCall };
// The conversation chunk is always fetched, too. The re-export makes the build put the modules that
// both use into that chunk, and not into a third.
export { chunk as conversation } from "../conversation/chunk.tsx";
