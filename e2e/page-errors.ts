import type { Page } from "@playwright/test";

/**
 * Tells a thrown exception from a complaint of Firefox itself, such as a blocked file or a refused
 * socket. WebDriver BiDi reports both as page errors, but only an exception has an error's name.
 */
const isThrown = ({ name }: Error, browser?: string): boolean =>
  browser !== "firefox" || /(Error|Exception|^uncaught exception)$/.test(name);

export interface PageErrors {
  /** Exceptions that nobody has caught. */
  readonly thrown: readonly Error[];
  /** Complaints of the browser itself, from its console or reported as page errors. */
  readonly complaints: readonly string[];
}

/** Notes what goes wrong in a page from now on. */
export function watchErrors(page: Page): PageErrors {
  const thrown: Error[] = [];
  const complaints: string[] = [];
  const browser = page.context().browser()?.browserType().name();
  page.on("pageerror", (error) => {
    if (isThrown(error, browser)) thrown.push(error);
    else complaints.push(error.message);
  });
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return { thrown, complaints };
}
