import { ParlorError } from "../../errors.ts";

/** The three addresses of a region of the service, without what follows the path. */
export interface Endpoints {
  readonly socket: string;
  readonly api: string;
  /** Of the public configuration of deployments. */
  readonly config: string;
  /** Stored with a session, which belongs to these addresses. */
  readonly key: string;
}

/** Which addresses a page wants: of a region, or one origin for all three. */
export interface Place {
  readonly region?: string | null | undefined;
  readonly endpoint?: string | null | undefined;
  /** Name and version of the page's application, for the service's records. Default `parlor`. */
  readonly application?: string | undefined;
}

/** The domains of the regions. */
export const regions: readonly string[] = [
  "mypurecloud.com",
  "use2.us-gov-pure.cloud",
  "usw2.pure.cloud",
  "cac1.pure.cloud",
  "mxc1.pure.cloud",
  "sae1.pure.cloud",
  "mypurecloud.ie",
  "euw2.pure.cloud",
  "mypurecloud.de",
  "euc2.pure.cloud",
  "mec1.pure.cloud",
  "aps1.pure.cloud",
  "apne2.pure.cloud",
  "apne3.pure.cloud",
  "mypurecloud.jp",
  "apse1.pure.cloud",
  "mypurecloud.com.au",
];

/** The number of single letters that turn one word into another. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}

const nearest = (word: string): string | undefined =>
  [...regions].sort((a, b) => distance(a, word) - distance(b, word))[0];

/** A region's domain as somebody may have copied it: with a scheme or a host's name before it. */
const domainIn = (region: string): string =>
  region
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, "")
    .replace(/\/.*$/, "");

/**
 * The addresses for the options of a page.
 * @throws ParlorError `invalid-options`, naming the nearest region
 */
export function endpointsOf({ region, endpoint }: Place): Endpoints {
  if (typeof endpoint === "string" && endpoint !== "") {
    if (!/^https?:\/\/[^/@]+\/?$/.test(endpoint))
      throw new ParlorError("invalid-options", "endpoint must be an origin, such as http://a:9140");
    const origin = endpoint.replace(/\/$/, "");
    return {
      socket: `${origin.replace(/^http/, "ws")}/v1`,
      api: origin,
      config: origin,
      key: origin,
    };
  }
  const domain = domainIn(region ?? "");
  if (domain === "") throw new ParlorError("invalid-options", "region is missing");
  if (!regions.includes(domain))
    throw new ParlorError(
      "invalid-options",
      `region "${domain}" is not known. Did you mean "${nearest(domain)}"?`,
    );
  return {
    socket: `wss://webmessaging.${domain}/v1`,
    api: `https://api.${domain}`,
    config: `https://api-cdn.${domain}`,
    key: domain,
  };
}
