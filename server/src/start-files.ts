import { join } from "node:path";
import { createDiskFiles, FILES_FOLDER } from "./adapters/files/disk-files.ts";
import { createFileChecker } from "./adapters/files/file-checker.ts";
import { createIncomingFiles, INCOMING_FOLDER } from "./adapters/files/incoming-files.ts";
import { createS3Files } from "./adapters/files/s3-files.ts";
import { createPictures, NO_SHARP, type Pictures } from "./adapters/files/pictures.ts";
import { createScanner } from "./adapters/scan/create-scanner.ts";
import { ConfigError, type Config } from "./config/config.ts";
import type { AttachmentRules } from "./domain/attachment-rules.ts";
import type { Organization } from "./domain/tenant.ts";
import type { Clock } from "./service/clock.ts";
import type { FilePorts } from "./service/file-ports.ts";
import type { Scanner } from "./service/scanner.ts";
import type { Teardown } from "./teardown.ts";

export interface StartFilesOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  readonly warn: (text: string) => void;
  readonly teardown: Teardown;
}

/**
 * Starts everything that touches the bytes of files.
 * @throws ConfigError when pictures have to be cleaned and the decoder is not installed
 */
export async function startFiles(options: StartFilesOptions): Promise<FilePorts> {
  const { config, clock, tenants, warn, teardown } = options;
  const rules = tenants
    .flatMap(({ deployments }) => deployments.map((deployment) => deployment.rules.attachments))
    .filter(({ enabled }) => enabled);
  const incoming = createIncomingFiles(join(config.folder, INCOMING_FOLDER), clock);
  const { s3 } = config.files;
  const files =
    s3 === null
      ? createDiskFiles(join(config.folder, FILES_FOLDER))
      : createS3Files({ ...s3, clock });
  const pictures = rules.length === 0 ? null : await startPictures(rules, clock);
  if (pictures !== null) teardown.add(() => pictures.close());
  const scanner = createScanner(config.files.scanner, clock);
  if (scanner !== null && rules.length > 0) teardown.add(lookAtScanner(scanner, rules, warn));
  return { files, incoming, checker: createFileChecker({ incoming, pictures, scanner, clock }) };
}

async function startPictures(
  rules: readonly AttachmentRules[],
  clock: Clock,
): Promise<Pictures | null> {
  const pictures = await createPictures(clock);
  if (pictures === null && rules.some(({ stripPictureMetadata }) => stripPictureMetadata))
    throw new ConfigError([NO_SHARP]);
  return pictures;
}

/** Tells the operator of a scanner that takes no files of this size. The start does not wait. */
function lookAtScanner(
  scanner: Scanner,
  rules: readonly AttachmentRules[],
  warn: (text: string) => void,
): () => Promise<void> {
  const stopping = new AbortController();
  const largest = Math.max(...rules.map(({ maxBytes }) => maxBytes));
  const look = scanner.problem(largest, stopping.signal).then(
    (problem) => {
      if (problem !== null) warn(problem);
    },
    (error: unknown) => {
      if (!stopping.signal.aborted) warn(`The scanner could not be asked: ${String(error)}`);
    },
  );
  return async () => {
    stopping.abort();
    await look;
  };
}
