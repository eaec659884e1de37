import { vi } from "vitest";

/*
 * Component tests wait for the next frames, which may take longer than Vitest's default of one
 * second on a busy machine.
 */

const { waitFor } = vi;
vi.waitFor = (check, options) =>
  waitFor(check, typeof options === "number" ? options : { timeout: 8_000, ...options });
