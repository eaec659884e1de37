declare module "s3rver" {
  // oxlint-disable-next-line import/no-default-export -- the package is CommonJS
  export default class S3rver {
    constructor(options: object);
    /** Listens. */
    run(): Promise<{ readonly port: number }>;
    close(): Promise<void>;
  }
}
