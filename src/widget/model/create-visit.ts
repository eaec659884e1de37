import { signal } from "@preact/signals";
import type { Visit } from "./panel.ts";

/** The data of a visitor who has done nothing yet. */
export const createVisit = (): Visit => ({
  startWith: {},
  status: signal(undefined),
  isGreeted: signal(false),
  leaving: signal(null),
});
