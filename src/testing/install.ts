import type { SocketClass } from "./fake-socket.ts";
import { createFetch } from "./http.ts";
import type { Network } from "./network.ts";

interface Globals {
  fetch?: typeof fetch;
  WebSocket?: SocketClass;
  navigator?: object;
  dispatchEvent?: (event: Event) => boolean;
}

/** A WebSocket class that leads to the fake server for its own streams, and is the browser's for all others. */
function withStreams(
  own: SocketClass,
  isOwn: (url: string) => boolean,
  browser?: SocketClass,
): SocketClass {
  if (browser === undefined) return own;
  return new Proxy(browser, {
    construct(target, args: [string | URL, string?], newTarget) {
      return isOwn(`${args[0]}`)
        ? new own(args[0])
        : (Reflect.construct(target, args, newTarget) as object);
    },
  });
}

/**
 * Puts the fake server in the place of the page's network: `fetch`, `WebSocket`, what the browser says of being online.
 * @returns the undo
 */
export function install(
  network: Network,
  Socket: SocketClass,
  isOwn: (url: string) => boolean,
): () => void {
  const page = globalThis as unknown as Globals;
  const { fetch: fetchBefore, WebSocket: socketBefore, navigator } = page;
  page.fetch = createFetch(network, fetchBefore?.bind(globalThis));
  page.WebSocket = withStreams(Socket, isOwn, socketBefore);
  if (navigator !== undefined)
    Object.defineProperty(navigator, "onLine", {
      configurable: true,
      get: () => network.isOnline,
    });
  const undoChange = network.onChange(() => {
    page.dispatchEvent?.(new Event(network.isOnline ? "online" : "offline"));
  });
  return () => {
    undoChange();
    if (fetchBefore === undefined) delete page.fetch;
    else page.fetch = fetchBefore;
    if (socketBefore === undefined) delete page.WebSocket;
    else page.WebSocket = socketBefore;
    // The browser's own answer, further up, shows again.
    if (navigator !== undefined) Reflect.deleteProperty(navigator, "onLine");
  };
}
