import { writeFileSync } from "node:fs";
import { Builder, By, Key, type WebDriver, type WebElement } from "selenium-webdriver";

/** Longer than any step takes on a busy machine; a waiting step is retried until then. */
const LIMIT_MS = 20_000;

/**
 * Runs in the page: returns the chat's visible elements that match the selector and have `words` in
 * their name or text.
 */
function findShown(selector: string, words: string): Element[] {
  const root = document.querySelector("[data-parlor]")?.shadowRoot;
  const namesOf = (element: Element): (string | null | undefined)[] => [
    element.getAttribute("aria-label"),
    ...[...((element as HTMLInputElement).labels ?? [])].map((label) => label.textContent),
    element.textContent,
  ];
  return [...(root?.querySelectorAll(selector) ?? [])].filter(
    (element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      namesOf(element).some((name) => name?.includes(words)),
  );
}

/** Reads and operates the widget in WebKit as a visitor does, through WebDriver. */
export class WebkitVisitor {
  readonly driver: WebDriver;

  private constructor(driver: WebDriver) {
    this.driver = driver;
  }

  /** @throws Error without the driver that scripts/webkit.mjs starts */
  static async arrive(): Promise<WebkitVisitor> {
    const port = process.env["WEBKIT_PORT"];
    if (port === undefined) throw new Error("Run this through scripts/webkit.mjs.");
    const driver = await new Builder()
      .disableEnvironmentOverrides()
      .usingServer(`http://127.0.0.1:${port}`)
      .forBrowser("MiniBrowser")
      .build();
    return new WebkitVisitor(driver);
  }

  leave(): Promise<void> {
    return this.driver.quit();
  }

  goTo(url: string): Promise<void> {
    return this.driver.get(url);
  }

  /** Into the one frame of the page: what is seen and done is there from now on. */
  goIntoFrame(): Promise<void> {
    return this.driver.switchTo().frame(0);
  }

  /** The back button, inside of the frame as well. */
  goBack(): Promise<void> {
    return this.driver.executeScript("history.back()");
  }

  /** Returns the errors that the page has collected in `wrong`. */
  wrong(): Promise<readonly string[]> {
    return this.driver.executeScript("return window.wrong");
  }

  /** All that can be seen now. */
  async all(selector: string, words = ""): Promise<WebElement[]> {
    return this.driver.executeScript<WebElement[]>(
      `return (${String(findShown)})(...arguments)`,
      selector,
      words,
    );
  }

  /** The first that can be seen, once there is one. */
  async sees(selector: string, words = ""): Promise<WebElement> {
    const first = async (): Promise<WebElement | null> =>
      (await this.all(selector, words))[0] ?? null;
    const found = await this.driver.wait(first, LIMIT_MS).catch(() => null);
    if (found !== null) return found;
    const shown = [...(await this.all(".pl-panel")), ...(await this.all("input, textarea"))];
    const texts = await Promise.all(
      shown.map(async (one) => (await one.getProperty("value")) ?? (await one.getText())),
    );
    throw new Error(`nothing that fits ${selector} shows “${words}”; shown: ${texts.join(" | ")}`);
  }

  /** Presses a button, a menu's item, a box. */
  async press(name: string, selector = "button, [role=menuitem], input"): Promise<void> {
    await (await this.sees(selector, name)).click();
  }

  async fill(label: string, text: string): Promise<void> {
    await (await this.sees("input, textarea", label)).sendKeys(text);
  }

  async choose(label: string, option: string): Promise<void> {
    const select = await this.sees("select", label);
    for (const one of await select.findElements(By.css("option")))
      if ((await one.getText()) === option) await one.click();
  }

  /** A message, sent with Enter. */
  async write(text: string): Promise<void> {
    await this.fill("Message", `${text}${Key.ENTER}`);
  }

  /** A message's row, once it says this as well. */
  row(text: string, more = ""): Promise<WebElement> {
    return this.driver.wait(
      async () => {
        for (const row of await this.all("[role=article]", text))
          if ((await row.getText()).includes(more)) return row;
        return null;
      },
      LIMIT_MS,
      `no row shows “${text}” and “${more}”`,
    ) as Promise<WebElement>;
  }

  /** Kept for looking at, once what was done last has been painted. */
  async keepPicture(file: string): Promise<void> {
    await this.driver.executeAsyncScript(
      "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))",
    );
    writeFileSync(file, await this.driver.takeScreenshot(), "base64");
  }
}
