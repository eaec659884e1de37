import { expect, test } from "./fixtures.ts";

/* An agent's marks, from the desk's field to the visitor's row. */

test("the agent's marks are shown at the desk and to the visitor, and their code is fetched with the first of them", async ({
  server,
  visitor,
  desk,
}) => {
  const fetched: string[] = [];
  visitor.page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  const parser = (): readonly string[] => fetched.filter((path) => path.includes("formatted-text"));
  await visitor.begin(server.url, "My **bike** travels");
  await desk.signIn("Noor Haddad");
  await desk.takeNext();
  await desk.write("Good afternoon");
  await expect(visitor.row("Good afternoon")).toBeVisible();
  expect(parser()).toEqual([]);

  await desk.write("Bring **the ticket** to [the gate](https://lanternline.example/gate)");
  const row = visitor.row("Bring the ticket to the gate");
  await expect(row.locator("strong")).toHaveText("the ticket");
  const link = row.getByRole("link", { name: /the gate/ });
  await expect(link).toHaveAttribute("href", "https://lanternline.example/gate");
  expect(parser()).toHaveLength(1);
  await expect(visitor.row("My **bike** travels")).toBeVisible();
  const own = desk.log.getByRole("listitem").filter({ hasText: "Bring the ticket" });
  await expect(own.locator("strong")).toHaveText("the ticket");
  await expect(
    desk.log.getByRole("listitem").filter({ hasText: "My **bike** travels" }),
  ).toBeVisible();

  await visitor.reload();
  await expect(row.locator("strong")).toHaveText("the ticket");
});
