import { expect, test } from "./fixtures.ts";
import { parlor } from "./parlor-call.ts";
import { offerScreenShare } from "./screen-share.ts";

/* The values that a page may change or stop through hooks, and the events that it receives. */

declare global {
  interface Window {
    Parlor: (...args: unknown[]) => Promise<unknown>;
    answers: ((answer: unknown) => void)[];
    heard: string[];
    dataLayer?: { event: string; parlor: { data: object } }[];
  }
}

test("a page changes what is sent, and the row shows what was; what it refuses stays Not sent until it is let through", async ({
  server,
  visitor,
  desk,
}) => {
  const { page } = visitor;
  await visitor.arrive(server.url);
  await page.evaluate(() =>
    window.Parlor("hook", "beforeSend", ({ text }: { text: string }) => {
      if (text.includes("never")) return false;
      return { text: text.replace(/\d{4}/g, "····") };
    }),
  );
  await visitor.openChat();
  await visitor.write("my number is 4711");
  await expect(visitor.row("my number is ····")).toContainText("Sent");
  await visitor.write("never this");
  await expect(visitor.row("never this")).toContainText("Not sent");
  await visitor.write("and this");
  await desk.signIn("Noor Haddad");
  await desk.takeNext();
  await expect(desk.page.getByText("my number is ····").first()).toBeVisible();
  await expect(desk.page.getByText("and this").first()).toBeVisible();
  await expect(desk.page.getByText("never this")).toHaveCount(0);
});

test("a hook that does not answer in 2 s: a message is not sent, and can be tried again; the panel opens all the same", async ({
  server,
  visitor,
}) => {
  const { page } = visitor;
  await page.clock.install();
  await visitor.arrive(server.url);
  await page.evaluate(async () => {
    window.answers = [];
    const hang = (): Promise<unknown> =>
      new Promise((resolve) => {
        window.answers.push(resolve);
      });
    await window.Parlor("hook", "beforeOpen", hang);
    await window.Parlor("hook", "beforeSend", hang);
  });
  const asked = (count: number): Promise<void> =>
    expect.poll(() => page.evaluate(() => window.answers.length)).toBe(count);
  await visitor.launcher.click();
  await asked(1);
  await expect(visitor.panel).toBeHidden();
  await page.clock.runFor(2_100);
  await visitor.composer.waitFor();
  await expect(visitor.log).toContainText("Bell");
  await visitor.write("are you there?");
  await asked(2);
  await page.clock.runFor(2_100);
  await expect(visitor.row("are you there?")).toContainText("Not sent");
  await visitor.row("are you there?").getByRole("button", { name: "Retry" }).click();
  await asked(3);
  await page.evaluate(() => window.answers[2]?.(true));
  await expect(visitor.row("are you there?")).toContainText("Sent");
});

test("a page may keep the panel closed, and a chat from starting, and is told so", async ({
  server,
  visitor,
}) => {
  const { page } = visitor;
  await visitor.arrive(server.url);
  await page.evaluate(() => window.Parlor("hook", "beforeOpen", () => false));
  await expect(parlor(page, "open")).rejects.toThrow(/The page said no/);
  await visitor.launcher.click();
  await expect(visitor.panel).toBeHidden();
  await page.evaluate(() => window.Parlor("hook", "beforeStart", () => false));
  await expect(parlor(page, "start")).rejects.toThrow(/The page said no/);
  await expect(parlor(page, "hook", "beforeLunch", null)).rejects.toThrow(
    /There is no hook "beforeLunch"/,
  );
});

test("a page may change where a chat goes, leave out what it does not want shown, and see to links itself", async ({
  server,
  visitor,
  desk,
}) => {
  const { page } = visitor;
  await visitor.arrive(server.url);
  await page.evaluate(async () => {
    await window.Parlor("hook", "beforeStart", (start: object) => ({
      ...start,
      routing: { queue: "Lost property" },
    }));
    await window.Parlor("hook", "beforeDisplay", ({ text }: { text: string }) =>
      text.includes("secret") ? false : { text: text.replace("darn", "d—n") },
    );
    await window.Parlor("hook", "beforeLink", ({ href }: { href: string }) => {
      (window.heard ??= []).push(href);
      return false;
    });
  });
  await visitor.openChat();
  await visitor.write("an umbrella");
  await expect(visitor.row("an umbrella")).toContainText("Sent");
  await desk.signIn("Noor Haddad");
  await desk.takeNext();
  await expect(desk.page.getByText("Lost property").first()).toBeVisible();
  await desk.write("darn, see https://lantern.example/lost");
  await desk.write("the secret word");
  await desk.write("found it");
  await expect(visitor.row("found it")).toBeVisible();
  await expect(visitor.row("d—n, see")).toBeVisible();
  await expect(visitor.log.getByText("secret")).toHaveCount(0);
  await visitor.log.getByRole("link", { name: /lantern\.example/ }).click();
  await expect
    .poll(() => page.evaluate(() => window.heard))
    .toEqual(["https://lantern.example/lost"]);
  expect(page.context().pages()).toHaveLength(1);
});

test("events tell what happens without a word of it; with content only when the site asks for it, and to its data layer", async ({
  server,
  visitor,
  agent,
  configure,
}) => {
  const { page } = visitor;
  await configure({ events: { dataLayer: true } });
  await visitor.begin(server.url, "a private matter");
  await agent.takeNext();
  await agent.write("of course");
  await expect(visitor.row("of course")).toBeVisible();
  await parlor(page, "open", "menu");
  await expect(page.getByRole("menu")).toBeVisible();
  await parlor(page, "end", { confirm: true });
  await page.getByRole("button", { name: "End chat" }).click();
  await expect(visitor.panel).toContainText("Thank you");
  const pushed = await page.evaluate(() => window.dataLayer ?? []);
  const types = pushed.map(({ event }) => event.replace("parlor:", ""));
  for (const type of [
    "ready",
    "open",
    "view",
    "conversation:starting",
    "conversation:started",
    "message:queued",
    "message:sent",
    "agent:joined",
    "message:received",
    "conversation:ended",
    "state",
    "connection",
  ])
    expect(types, type).toContain(type);
  expect(JSON.stringify(pushed)).not.toMatch(/private|of course|Noor/);
  expect(pushed.find(({ event }) => event === "parlor:conversation:ended")?.parlor.data).toEqual({
    by: "guest",
    reason: "guest",
  });
  // The last view is drawn after the end is told.
  await expect
    .poll(async () => {
      const later = await page.evaluate(() => window.dataLayer ?? []);
      return later.flatMap(({ event, parlor: { data } }) =>
        event === "parlor:view" ? [(data as { view: string }).view] : [],
      );
    })
    .toEqual(
      expect.arrayContaining(["connecting", "waiting", "conversation", "menu", "confirm", "ended"]),
    );
});

test("with includeContent texts and names go along", async ({
  server,
  visitor,
  agent,
  configure,
}) => {
  const { page } = visitor;
  await configure({ events: { includeContent: true } });
  await visitor.arrive(server.url);
  await page.evaluate(() => {
    window.heard = [];
    document.addEventListener("parlor:message:received", (event) => {
      window.heard.push(JSON.stringify((event as CustomEvent<{ data: object }>).detail.data));
    });
  });
  await visitor.openChat();
  await agent.takeNext();
  await agent.write("Good evening");
  await expect(visitor.row("Good evening")).toBeVisible();
  expect((await page.evaluate(() => window.heard)).join()).toMatch(
    /"text":"Good evening","name":"Noor Haddad"/,
  );
});

test("an invitation to share the screen is still open after a reload, though the page looks at every text first", async ({
  server,
  visitor,
  desk,
}) => {
  const { page } = visitor;
  await offerScreenShare(page);
  await page.addInitScript(() => {
    // As a site would: in the page, before the panel is there.
    addEventListener("DOMContentLoaded", () => {
      void window.Parlor?.("hook", "beforeDisplay", ({ text }: { text: string }) => ({
        text,
      }));
    });
  });
  await desk.signIn("Noor Haddad");
  await visitor.arrive(server.url);
  await visitor.openChat();
  await visitor.write("I can’t select a berth");
  await desk.takeNext();
  await desk.page.getByRole("button", { name: "Ask to share screen" }).click();
  const accept = visitor.panel.getByRole("button", { name: "Choose what to share" });
  await expect(accept).toBeVisible();
  await visitor.reload();
  await expect(visitor.row("select a berth")).toBeVisible();
  await expect(accept).toBeVisible();
  await visitor.panel.getByRole("button", { name: "Not now" }).click();
  await expect(visitor.log).toContainText("You declined screen sharing");
});
