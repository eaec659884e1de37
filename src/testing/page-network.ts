import type { SocketClass } from "./fake-socket.ts";
import { isGuestApi } from "./guest-routes.ts";
import { withUploads } from "./page-uploads.ts";
import { NoConnection, type Network } from "./network.ts";

type Fetch = typeof globalThis.fetch;

/** The parts of a `window` that the fake server replaces; any of them may be missing. */
interface Globals {
  fetch?: Fetch;
  WebSocket?: SocketClass;
  XMLHttpRequest?: typeof globalThis.XMLHttpRequest;
  Event?: typeof Event;
  navigator?: object;
  dispatchEvent?: (event: Event) => boolean;
}

/**
 * A `fetch` that the fake server answers for addresses of the guest API, on any host. All other
 * requests go to `otherwise`.
 */
export function createFetch(network: Network, otherwise: Fetch | undefined): Fetch {
  return async (input, init) => {
    const request = typeof input === "object" && "url" in input ? input : null;
    const address = typeof input === "string" ? input : "url" in input ? input.url : input.href;
    const page: typeof globalThis & { location?: { href: string } } = globalThis;
    const url = new URL(address, page.location?.href);
    if (!isGuestApi(url)) {
      if (otherwise === undefined) throw new TypeError("Failed to fetch");
      return otherwise(input, init);
    }
    const headers = new Headers(init?.headers ?? request?.headers);
    const signal = init?.signal ?? request?.signal;
    const given = init?.body ?? request?.body ?? null;
    const method = (init?.method ?? request?.method ?? "GET").toUpperCase();
    const isFile = method === "PUT";
    const call = {
      method,
      url,
      header: (name: string) => headers.get(name),
      body: isFile ? "" : typeof given === "string" ? given : await new Response(given).text(),
      ...(isFile && { bytes: new Uint8Array(await new Response(given).arrayBuffer()) }),
    };
    try {
      const { status, body, file, headers: received } = await network.request(call);
      signal?.throwIfAborted();
      if (file !== undefined)
        return new Response(file.bytes, { headers: { "content-type": file.type } });
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

/**
 * A WebSocket class that leads to the fake server for its own streams, and is the browser's for all
 * others.
 */
function withStreams(
  own: SocketClass,
  isOwn: (url: string) => boolean,
  browser: SocketClass | undefined,
): SocketClass {
  if (browser === undefined) return own;
  return new Proxy(browser, {
    construct(target, args: [string | URL, string?], newTarget) {
      return isOwn(`${args[0]}`) ? new own(args[0]) : Reflect.construct(target, args, newTarget);
    },
  });
}

/**
 * Replaces the network of a `window` by the fake server: `fetch`, `WebSocket` and
 * `navigator.onLine`.
 * @returns a function that restores them
 */
export function install(
  target: object,
  network: Network,
  Socket: SocketClass,
  isOwn: (url: string) => boolean,
): () => void {
  const page = target as Globals;
  const { fetch: fetchBefore, WebSocket: socketBefore, navigator } = page;
  const { XMLHttpRequest: requestBefore } = page;
  page.fetch = createFetch(network, fetchBefore?.bind(target));
  page.WebSocket = withStreams(Socket, isOwn, socketBefore);
  if (requestBefore !== undefined)
    page.XMLHttpRequest = withUploads(requestBefore, isGuestApi, createFetch(network, undefined));
  const onLineBefore = navigator && Object.getOwnPropertyDescriptor(navigator, "onLine");
  if (navigator !== undefined)
    Object.defineProperty(navigator, "onLine", {
      configurable: true,
      get: () => network.isOnline,
    });
  const undoChange = network.onChange(() => {
    const { Event: PageEvent = Event } = page;
    page.dispatchEvent?.(new PageEvent(network.isOnline ? "online" : "offline"));
  });
  return () => {
    undoChange();
    if (fetchBefore === undefined) delete page.fetch;
    else page.fetch = fetchBefore;
    if (socketBefore === undefined) delete page.WebSocket;
    else page.WebSocket = socketBefore;
    if (requestBefore !== undefined) page.XMLHttpRequest = requestBefore;
    if (navigator === undefined) return;
    // In browsers the property is defined on the prototype, and applies again once this one is
    // gone.
    Reflect.deleteProperty(navigator, "onLine");
    if (onLineBefore !== undefined) Object.defineProperty(navigator, "onLine", onLineBefore);
  };
}
