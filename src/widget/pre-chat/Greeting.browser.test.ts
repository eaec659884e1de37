import { afterEach, expect, test, vi } from "vitest";
import { makePanel, type DrawnPanel } from "../../../test/draw-panel.ts";
import type { WidgetOptions } from "../options/options.ts";

/* The greeting says what the site wrote, and nothing that nobody has looked at. */

let panel: DrawnPanel;
afterEach(() => {
  panel.handle.destroy();
  sessionStorage.clear();
  localStorage.clear();
});

const DAY = { timeZone: "UTC", week: {} };
const text = { en: "May we help?", de: "Dürfen wir helfen?" };

/** A closed panel whose greeting is due. */
async function greet(change: Partial<WidgetOptions>): Promise<DrawnPanel> {
  panel = makePanel({}, { greeting: { text }, ...change }, { kind: "none" });
  // The launcher's code and that of the greeting are there.
  await vi.waitFor(() => expect(panel.root.querySelector(".l i")).not.toBeNull());
  panel.answer("greet");
  return panel;
}
const bubble = ({ root }: DrawnPanel): Element | null => root.querySelector(".pl-greeting");

test("a greeting is no unread message: the launcher keeps its name, has no badge and stays dark", async () => {
  const { root } = await greet({});
  await vi.waitFor(() => expect(bubble(panel)?.textContent).toContain("May we help?"));
  const launcher = root.querySelector("[part=launcher]");
  expect(launcher?.ariaLabel).toBe("Chat with us");
  expect(launcher?.classList.contains("lit")).toBe(false);
  expect(root.querySelector("[part=badge]")?.textContent).toBe("");
});

test("with names it says who works there, and not that they are there", async () => {
  const until = "20:00";
  await greet({ greeting: { text, names: ["Noor Haddad", "Tomás Brandt"], until } });
  await vi.waitFor(() =>
    expect(bubble(panel)?.querySelector(".pl-greeting__top")?.textContent).toBe(
      "NHTBNoor and Tomás",
    ),
  );
});

test("a greeting is in the visitor's language", async () => {
  await greet({ locale: "de" });
  await vi.waitFor(() => expect(bubble(panel)?.textContent).toContain("Dürfen wir helfen?"));
});

test("outside the opening hours no greeting comes, and the visit may still have it later", async () => {
  await greet({ hours: DAY });
  // The greeting's code has run: without hours it would be drawn by now.
  await vi.waitFor(() => expect(panel.handle.get("state").isOpen).toBe(false));
  for (let frame = 0; frame < 20; frame++)
    await new Promise((resolve) => requestAnimationFrame(resolve));
  expect(bubble(panel)).toBeNull();
  expect(sessionStorage).toHaveLength(0);
});

test("a site without a name greets without one", async () => {
  await greet({ company: "" });
  await vi.waitFor(() => expect(bubble(panel)?.ariaLabel).toBe("Chat with us"));
});
