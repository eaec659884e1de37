import type { FileSettings } from "../config/config.ts";

/** Files in the data folder, however full the disk of the test is. */
export const testFiles: FileSettings = {
  s3: null,
  minFreeBytes: 0,
  retentionDays: null,
  scanner: { kind: "none" },
};
