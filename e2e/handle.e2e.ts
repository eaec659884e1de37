import { expect, test } from "./fixtures.ts";
import { parlor } from "./parlor-call.ts";

/* The methods that a page can call on the widget, each by the name that the stub accepts. */

test("the launcher is hidden and shown; the field is filled and not sent; the theme and the words change at once", async ({
  server,
  visitor,
}) => {
  const { page } = visitor;
  await visitor.arrive(server.url);
  await parlor(page, "hide");
  await expect(visitor.launcher).toBeHidden();
  await parlor(page, "show");
  await visitor.openChat();
  await parlor(page, "prefill", "May I bring a dog?");
  await expect(visitor.composer).toHaveValue("May I bring a dog?");
  await expect(visitor.log.getByText("May I bring a dog?")).toHaveCount(0);
  const container = page.locator("[data-parlor] .parlor");
  await parlor(page, "setTheme", "dark");
  await expect(container).toHaveAttribute("data-theme", "dark");
  await parlor(page, "setTheme", { "--parlor-radius": "4px" });
  await expect(page.locator(".pl-panel")).toHaveCSS("border-radius", "4px");
  await parlor(page, "update", {
    company: "Lantern Line by Night",
    messages: { "composer.placeholder": "Ask us" },
  });
  await expect(page.getByRole("dialog", { name: "Chat with Lantern Line by Night" })).toBeVisible();
  await expect(visitor.composer).toHaveAttribute("placeholder", "Ask us");
  await parlor(page, "setLocale", "de-AT");
  await expect(page.getByRole("textbox", { name: "Nachricht" })).toBeVisible();
});

test("a wrong change is refused with every mistake in it, and changes nothing", async ({
  server,
  visitor,
}) => {
  const { page } = visitor;
  await visitor.arrive(server.url);
  await expect(
    parlor(page, "update", { theme: "pink", deploymentId: "other", headingLevel: 9 }),
  ).rejects.toThrow(
    /deploymentId cannot be changed.*theme must be light, dark or auto.*headingLevel must be/,
  );
  await expect(parlor(page, "exportTranscript", "pdf")).rejects.toThrow(/no transcript as "pdf"/);
  await expect(parlor(page, "dance")).rejects.toThrow(/Unknown method "dance"/);
});

test("who the visitor is and where the chat goes is said before it starts; while it runs, it cannot be changed", async ({
  server,
  visitor,
  desk,
}) => {
  const { page } = visitor;
  await visitor.arrive(server.url);
  await parlor(page, "identify", { profile: { displayName: "Mara Lindqvist" } });
  await parlor(page, "setAttributes", { booking: "LL-48213" });
  await parlor(page, "setRouting", { queue: "Lost property" });
  await visitor.openChat();
  await visitor.write("I lost my scarf");
  await expect(visitor.row("my scarf")).toContainText("Sent");
  for (const call of [
    ["identify", { profile: {} }],
    ["setAttributes", {}],
    ["setRouting", {}],
  ])
    await expect(parlor(page, ...call)).rejects.toThrow(/next conversation/);
  await desk.signIn("Noor Haddad");
  await desk.takeNext();
  await expect(desk.page.getByRole("heading", { name: "Mara Lindqvist" })).toBeVisible();
  await expect(desk.page.getByText("LL-48213")).toBeVisible();
  await expect(desk.page.getByText("Lost property").first()).toBeVisible();

  const text = (await parlor(page, "exportTranscript", "txt")) as string;
  expect(text).toContain("You: I lost my scarf");
  const json = JSON.parse((await parlor(page, "exportTranscript", "json")) as string) as {
    days: { lines: { text: string }[] }[];
  };
  expect(json.days[0]?.lines.map((line) => line.text)).toContain("I lost my scarf");

  await parlor(page, "reset");
  await expect(visitor.panel).toBeHidden();
  await expect(desk.page.getByRole("heading", { name: "Wrap up" })).toBeVisible();
  await visitor.openChat();
  await visitor.write("Somebody else");
  await expect(visitor.row("Somebody else")).toContainText("Sent");
  await expect(visitor.row("my scarf")).toHaveCount(0);
});
