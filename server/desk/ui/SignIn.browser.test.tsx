import { render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import { emptyPage } from "../testing/draw-desk.tsx";
import { DeskRoot } from "./Desk.tsx";

const page = document.createElement("div");

afterEach(() => {
  render(null, page);
  page.remove();
  vi.unstubAllGlobals();
});

/** Signs in at a server that has no demo and answers like this; null: it cannot be reached. */
async function signInAt(status: number | null): Promise<void> {
  vi.stubGlobal("fetch", async (path: string) => {
    if (path === "/demo.json") return new Response("{}", { status: 404 });
    if (status === null) throw new TypeError("Failed to fetch");
    return new Response(JSON.stringify({ message: "No" }), { status });
  });
  document.body.append(page);
  render(<DeskRoot page={emptyPage()} />, page);
  await vi.waitFor(() => expect(page.querySelector("form")).not.toBeNull());
  for (const field of page.querySelectorAll("input")) field.value = "anything";
  page.querySelector("form")?.requestSubmit();
}

test.each([
  [401, "The id or the secret is wrong."],
  [429, "Too many sign-ins were refused. Wait a minute, then try again."],
  [503, "The server cannot be reached. Check the connection, then try again."],
  [null, "The server cannot be reached. Check the connection, then try again."],
])("a sign-in that ends with %s says why", async (status, words) => {
  await signInAt(status);
  await vi.waitFor(() => expect(page.querySelector('[role="alert"]')?.textContent).toBe(words));
});
