import type { Page } from "@playwright/test";

interface Sent {
  readonly path: string;
  readonly body: string;
}

/**
 * Records the page's requests from the next visit on. This happens in the page, as WebDriver BiDi
 * reports requests without their bodies.
 */
export async function watchBodies(page: Page): Promise<() => Promise<Sent[]>> {
  await page.addInitScript(() => {
    const sent: object[] = [];
    const { fetch } = globalThis;
    globalThis.fetch = (target, init) => {
      const { pathname } = new URL(new Request(target).url);
      if (typeof init?.body === "string") sent.push({ path: pathname, body: init.body });
      return fetch(target, init);
    };
    Object.assign(globalThis, { sent });
  });
  return () => page.evaluate<Sent[]>("sent");
}
