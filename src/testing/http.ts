import { ParlorError, type Ports } from "../transport/index.ts";
import { isGuestApi } from "./guest-operations.ts";
import { NoConnection, type Network } from "./network.ts";

type Fetch = typeof globalThis.fetch;

/** The transport's http port, answered here. */
export function createHttp(network: Network): Ports["http"] {
  return async ({ method, url, headers, body, signal }) => {
    const given = new Headers(headers);
    const call = {
      method,
      url: new URL(url),
      header: (name: string) => given.get(name),
      body: body === undefined ? "" : JSON.stringify(body),
    };
    try {
      const reply = await network.request(call);
      if (signal.aborted) throw new ParlorError("aborted", "Aborted");
      const received = new Headers(reply.headers);
      const { status } = reply;
      // As it would have come over a wire: nobody holds what the server holds.
      const copy: unknown = reply.body === null ? null : JSON.parse(JSON.stringify(reply.body));
      return { status, header: (name) => received.get(name), body: copy };
    } catch (cause) {
      if (!(cause instanceof NoConnection)) throw cause;
      if (signal.aborted) throw new ParlorError("aborted", "Aborted", { cause });
      throw new ParlorError("offline", "No connection", { cause });
    }
  };
}

/** `fetch`, answered here for the guest API's addresses, whatever their host; all else goes on to `otherwise`. */
export function createFetch(network: Network, otherwise: Fetch | undefined): Fetch {
  return async (input, init) => {
    const request = typeof input === "object" && "url" in input ? input : null;
    const address = request?.url ?? (input as string | URL).toString();
    const base = (globalThis as { location?: { href: string } }).location?.href;
    const url = new URL(address, base);
    if (!isGuestApi(url)) {
      if (otherwise === undefined) throw new TypeError("Failed to fetch");
      return otherwise(input, init);
    }
    const headers = new Headers(init?.headers ?? request?.headers);
    const signal = init?.signal ?? request?.signal;
    const given = init?.body ?? request?.body ?? null;
    const call = {
      method: (init?.method ?? request?.method ?? "GET").toUpperCase(),
      url,
      header: (name: string) => headers.get(name),
      body: typeof given === "string" ? given : await new Response(given).text(),
    };
    try {
      const { status, body, headers: received } = await network.request(call);
      signal?.throwIfAborted();
      return new Response(body === null ? null : JSON.stringify(body), {
        status,
        headers: { ...received },
      });
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof NoConnection) throw new TypeError("Failed to fetch", { cause });
      throw cause;
    }
  };
}
