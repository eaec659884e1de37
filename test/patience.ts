import { vi } from "vitest";

/* What a component's test waits for comes in the next frames; a busy machine may need longer for those than Vitest's one second. */

const { waitFor } = vi;
vi.waitFor = (check, options) =>
  waitFor(check, typeof options === "number" ? options : { timeout: 8_000, ...options });
