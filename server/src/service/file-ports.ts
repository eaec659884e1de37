import type { FileChecker, Files, IncomingFiles } from "./files.ts";

/** Everything that touches the bytes of files. */
export interface FilePorts {
  readonly files: Files;
  readonly incoming: IncomingFiles;
  readonly checker: FileChecker;
}
