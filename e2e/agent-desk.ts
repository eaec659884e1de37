import type { Locator, Page } from "@playwright/test";

/** Reads and operates the agent desk by role and accessible name, as an agent does. */
export class AgentDesk {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get log(): Locator {
    return this.page.getByRole("group", { name: "Conversation", exact: true });
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

  get field(): Locator {
    return this.page.getByRole("textbox", { name: /^Message to/ });
  }

  /** The row of a chat in the lists. */
  row(guest: string): Locator {
    return this.page
      .getByRole("complementary")
      .getByRole("button", { name: guest })
      .filter({ hasNotText: "Take next guest" });
  }

  /** Shows a chat that is in the lists. */
  async choose(guest: string): Promise<void> {
    await this.row(guest).click();
    await this.page.getByRole("heading", { level: 2, name: guest }).waitFor();
  }

  /** Takes this guest, who waits. */
  async take(guest: string): Promise<void> {
    await this.choose(guest);
    await this.page.getByRole("button", { name: "Take this chat" }).click();
    await this.field.waitFor();
  }

  async write(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  /** The choices that are being written, in their order. */
  get choices(): Locator {
    return this.page.getByRole("group", { name: "Choices", exact: true }).getByRole("textbox");
  }

  /** Writes choices below a text, and leaves the focus in the text. */
  async fillChoices(text: string, ...choices: readonly string[]): Promise<void> {
    await this.page.getByRole("button", { name: "Send choices" }).click();
    for (const [index, choice] of choices.entries()) {
      if (index > 0) await this.page.getByRole("button", { name: "Add a choice" }).click();
      await this.choices.nth(index).fill(choice);
    }
    await this.field.fill(text);
  }

  /** The row of a message of the log. */
  rowOf(text: string): Locator {
    return this.log.getByRole("article").filter({ hasText: text });
  }

  /** Ends the chat that is shown, and says yes. */
  async endChat(): Promise<void> {
    await this.page.getByRole("button", { name: "End chat" }).click();
    const question = this.page.getByRole("alertdialog", { name: /^End the chat/ });
    await question.getByRole("button", { name: "End chat" }).click();
    await question.waitFor({ state: "detached" });
  }
}
