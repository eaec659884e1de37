import type { Locator, Page } from "@playwright/test";

/** What an agent sees and does at the desk, by role and name. */
export class AgentDesk {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get log(): Locator {
    return this.page.getByRole("log", { name: "Conversation" });
  }

  async signIn(name: string): Promise<void> {
    await this.page.goto("/desk");
    await this.page.getByRole("button", { name }).click();
    await this.page.getByRole("heading", { name: /Waiting/ }).waitFor();
  }

  async takeNext(): Promise<void> {
    await this.page.getByRole("button", { name: "Take next guest" }).click();
    await this.page.getByRole("button", { name: "End chat" }).waitFor();
  }

  async write(text: string): Promise<void> {
    const field = this.page.getByRole("textbox", { name: /^Message to/ });
    await field.fill(text);
    await field.press("Enter");
  }
}
