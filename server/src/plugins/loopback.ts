import { isIP } from "node:net";

/**
 * Whether a host, as written in `HOST` or in a Host header (brackets and port allowed), names this
 * machine only. Names other than `localhost` do not count: their owner may point them at this
 * machine.
 */
export function isLoopback(host: string): boolean {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(host)?.[1] ?? host;
  if (isIP(bare) === 6) {
    const normal = new URL(`http://[${bare}]`).hostname;
    return normal === "[::1]" || /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(normal);
  }
  const name = bare.replace(/:\d+$/, "").toLowerCase();
  return name === "localhost" || (isIP(name) === 4 && name.startsWith("127."));
}
