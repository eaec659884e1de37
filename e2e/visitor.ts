import { expect, type Locator, type Page } from "@playwright/test";

/** Reads and operates the widget by role and accessible name, as a visitor does. */
export class Visitor {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get launcher(): Locator {
    return this.page.getByRole("button", { name: /^Chat with us/ });
  }

  get panel(): Locator {
    return this.page.getByRole("dialog", { name: "Chat with Lantern Line" });
  }

  get log(): Locator {
    return this.page.locator("[part=log]");
  }

  get composer(): Locator {
    return this.page.getByRole("textbox", { name: "Message" });
  }

  row(text: string): Locator {
    return this.log.getByRole("article").filter({ hasText: text });
  }

  async arrive(url: string): Promise<void> {
    await this.page.goto(url);
  }

  async openChat(): Promise<void> {
    await this.page.getByRole("button", { name: /^Chat with us/ }).click();
    await this.composer.waitFor();
  }

  /** Loads the page anew. The panel that was open is open again by itself. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.composer.waitFor();
  }

  /** Opens the chat on a page, and has written something that the server has. */
  async begin(url: string, text: string): Promise<void> {
    await this.arrive(url);
    await this.openChat();
    await this.write(text);
    await expect(this.row(text)).toContainText("Sent");
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  /** Ends the chat by the menu, and rates it. */
  async endAndRate(): Promise<void> {
    const { page, panel } = this;
    await panel.getByRole("button", { name: "Chat options" }).click();
    await page.getByRole("menuitem", { name: "End chat" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "End chat" }).click();
    await panel.locator("label", { has: page.getByRole("radio", { name: "Good" }) }).click();
    await panel.getByRole("button", { name: "Send rating" }).click();
    await expect(panel).toContainText("Your rating is with the team.");
  }
}
