import type { Network } from "./network.ts";

/*
 * The parts of Playwright's API that are used. Its own types are assignable to these, so that
 * Playwright is not imported.
 */

/** Elements of a page, as Playwright's `Locator`. @public */
export interface PlaywrightLocator {
  first(): PlaywrightLocator;
  click(): Promise<void>;
  fill(text: string): Promise<void>;
  setInputFiles(path: string): Promise<void>;
  waitFor(options?: { readonly state?: "visible" | "hidden" }): Promise<void>;
  evaluate<Result>(read: (element: HTMLElement) => Result): Promise<Result>;
}

/** A request of a page, as Playwright's `Route`. @public */
export interface PlaywrightRoute {
  request(): {
    method(): string;
    url(): string;
    headers(): Record<string, string>;
    postData(): string | null;
    postDataBuffer(): Uint8Array | null;
  };
  fulfill(reply: { status: number; headers: Record<string, string>; body: string }): Promise<void>;
  abort(reason: string): Promise<void>;
}

/** A WebSocket of a page, as Playwright's `WebSocketRoute`. @public */
export interface PlaywrightSocket {
  url(): string;
  send(message: string): void;
  close(options: { code: number; reason: string }): Promise<void>;
  onClose(listener: () => void): void;
}

/** A page that Playwright drives, as its `Page`. @public */
export interface PlaywrightPage {
  evaluate(tell: (isOnline: boolean) => void, isOnline: boolean): Promise<unknown>;
  locator(selector: string, options?: { hasText?: string | RegExp }): PlaywrightLocator;
  route(url: (url: URL) => boolean, handler: (route: PlaywrightRoute) => unknown): Promise<unknown>;
  routeWebSocket(
    url: (url: URL) => boolean,
    handler: (socket: PlaywrightSocket) => unknown,
  ): Promise<unknown>;
}

/** Self-contained: Playwright serialises the function into the page. */
function tellOnline(isOnline: boolean): void {
  Object.defineProperty(navigator, "onLine", { configurable: true, get: () => isOnline });
  dispatchEvent(new Event(isOnline ? "online" : "offline"));
}

/**
 * Answers the page's requests to the guest API, on any host.
 * @internal
 */
export async function serve(
  page: PlaywrightPage,
  network: Network,
  isOwn: (url: URL) => boolean,
  fetch: typeof globalThis.fetch,
  Socket: typeof globalThis.WebSocket,
): Promise<void> {
  await page.route(isOwn, async (route) => {
    const request = route.request();
    // Files are no text.
    const body = request.method() === "PUT" ? request.postDataBuffer() : request.postData();
    try {
      const reply = await fetch(request.url(), {
        method: request.method(),
        headers: request.headers(),
        ...(body !== null && { body: typeof body === "string" ? body : new Uint8Array(body) }),
      });
      const headers = {
        ...Object.fromEntries(reply.headers),
        "access-control-allow-origin": "*",
        "access-control-expose-headers": "retry-after, inin-correlation-id, date",
      };
      await route.fulfill({ status: reply.status, headers, body: await reply.text() });
    } catch {
      await route.abort("internetdisconnected");
    }
  });
  await page.routeWebSocket(isOwn, (route) => {
    const socket = new Socket(route.url());
    socket.onmessage = ({ data }) => route.send(String(data));
    socket.onclose = ({ code, reason }) => void route.close({ code, reason });
    route.onClose(() => socket.close());
  });
  network.onChange(() => {
    // A page that has closed does not need the event.
    page.evaluate(tellOnline, network.isOnline).catch(() => undefined);
  });
}
