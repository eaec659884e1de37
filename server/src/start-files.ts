import { join } from "node:path";
import { createDiskFiles, FILES_FOLDER } from "./adapters/files/disk-files.ts";
import { createDiskTurns } from "./adapters/files/disk-turns.ts";
import { createFileChecker } from "./adapters/files/file-checker.ts";
import { createIncomingFiles, INCOMING_FOLDER } from "./adapters/files/incoming-files.ts";
import { createS3Files } from "./adapters/files/s3-files.ts";
import {
  createPictures,
  DEMO_WITHOUT_SHARP,
  NO_SHARP,
  type Pictures,
} from "./adapters/files/pictures.ts";
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
  /** The demo tenant, which is one of them; null without the demo. */
  readonly demo: Organization | null;
  /** The decoder's package. Default: `sharp` */
  readonly decoder?: string;
  readonly warn: (text: string) => void;
  readonly teardown: Teardown;
}

/**
 * Starts everything that touches the bytes of files.
 * @throws ConfigError when pictures have to be cleaned and the decoder is not installed. The demo
 * starts without: its pictures stay as they came
 */
export async function startFiles(options: StartFilesOptions): Promise<FilePorts> {
  const { config, clock, tenants, warn, teardown } = options;
  const rules = rulesOf(tenants);
  const turns = createDiskTurns();
  const incoming = createIncomingFiles(join(config.folder, INCOMING_FOLDER), clock, turns);
  const { s3 } = config.files;
  const files =
    s3 === null
      ? createDiskFiles(join(config.folder, FILES_FOLDER), turns)
      : createS3Files({ ...s3, clock });
  const pictures = rules.length === 0 ? null : await startPictures(options);
  if (pictures !== null) teardown.add(() => pictures.close());
  const scanner = createScanner(config.files.scanner, clock);
  if (scanner !== null && rules.length > 0) teardown.add(lookAtScanner(scanner, rules, warn));
  return { files, incoming, checker: createFileChecker({ incoming, pictures, scanner, clock }) };
}

/** The rules of those deployments that take files. */
const rulesOf = (tenants: readonly Organization[]): readonly AttachmentRules[] =>
  tenants
    .flatMap(({ deployments }) => deployments.map((deployment) => deployment.rules.attachments))
    .filter(({ enabled }) => enabled);

async function startPictures(options: StartFilesOptions): Promise<Pictures | null> {
  const { clock, tenants, demo, decoder, warn } = options;
  const pictures = await createPictures(clock, decoder);
  if (pictures !== null) return pictures;
  const configured = rulesOf(tenants.filter((tenant) => tenant !== demo));
  if (configured.some(({ stripPictureMetadata }) => stripPictureMetadata))
    throw new ConfigError([NO_SHARP]);
  if (demo !== null) warn(DEMO_WITHOUT_SHARP);
  return null;
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
