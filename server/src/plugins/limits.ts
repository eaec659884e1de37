import { readFileSync } from "node:fs";

/** The share of the server that one visitor, one guest and one agent may use, and all together. */
export interface Limits {
  /** Open TCP connections in all. */
  readonly maxConnections: number;
  /** Open connections of one visitor's address (IPv6: of one /64). */
  readonly maxConnectionsPerAddress: number;
  /** Event streams of one guest; the oldest is closed. */
  readonly maxSocketsPerGuest: number;
  /** Websockets of one notification channel. */
  readonly maxSocketsPerChannel: number;
  /** Notification channels of one agent. */
  readonly maxChannelsPerAgent: number;
}

export const defaultLimits: Limits = {
  maxConnections: 20_000,
  maxConnectionsPerAddress: 200,
  maxSocketsPerGuest: 10,
  maxSocketsPerChannel: 3,
  maxChannelsPerAgent: 5,
};

/** How long a connection may take, in seconds. */
export interface Timeouts {
  /** For a whole request, its body included, to arrive. Its headers get 20 s of that. */
  readonly requestSeconds: number;
  /** Without a byte in either direction; websockets have their heartbeat instead. */
  readonly connectionSeconds: number;
  /**
   * Between two requests. Longer than proxies keep their connections open, which prevents a proxy
   * from sending into a connection that closes.
   */
  readonly keepAliveSeconds: number;
}

export const defaultTimeouts: Timeouts = {
  requestSeconds: 30,
  connectionSeconds: 90,
  keepAliveSeconds: 72,
};

/** Descriptors that are left for files, the store and connections that are being refused. */
const RESERVED_DESCRIPTORS = 200;
/** A server with next to no descriptors still serves a few visitors. */
const FEWEST_CONNECTIONS = 8;

/**
 * The number of connections that the process can keep open: the setting, or the number that its
 * descriptors allow if that is less.
 */
export function affordableConnections(
  wanted: number,
  descriptors: number | null = readDescriptorLimit(),
): number {
  if (descriptors === null) return wanted;
  return Math.min(wanted, Math.max(FEWEST_CONNECTIONS, descriptors - RESERVED_DESCRIPTORS));
}

/** The soft limit of open files; null where `/proc/self/limits` (Linux) does not state it. */
function readDescriptorLimit(): number | null {
  try {
    const text = readFileSync("/proc/self/limits", "utf8");
    const soft = /^Max open files\s+(\d+)/m.exec(text)?.[1];
    return soft === undefined ? null : Number(soft);
  } catch {
    return null;
  }
}
