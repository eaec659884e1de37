/** Measured in one run of one server. */
export interface Throughput {
  readonly perSecond: number;
  /** From the request until the later of the two frames, in ms. */
  readonly p99: number;
}
