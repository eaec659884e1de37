import { fdatasyncSync } from "node:fs";

/**
 * Brings a file's data to the disk before it returns: what the tests' clock starts then ends within
 * turns of the event loop.
 */
export const syncAtOnce = async (file: number): Promise<void> => fdatasyncSync(file);
