import type { Page } from "@playwright/test";

/** WebDriver BiDi calls it an error of the page, too, when Firefox itself complains: of a blocked file, a refused socket. What was thrown has a name. */
const isThrown = ({ name }: Error, browser?: string): boolean =>
  browser !== "firefox" || /(Error|Exception|^uncaught exception)$/.test(name);

export interface PageErrors {
  /** Exceptions that nobody has caught. */
  readonly thrown: readonly Error[];
  /** What the browser itself has complained of, in its console or as an error. */
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
