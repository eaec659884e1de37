import { afterEach, expect, test, vi } from "vitest";
import { makePanel } from "../../../test/draw-panel.ts";
import { mount } from "../integrations/mount.ts";
import type { ParlorHandle } from "./handle.ts";

/* Names of 0.1.0 that are accepted until 1.0. */

let mounted: ParlorHandle | undefined;

afterEach(() => {
  mounted?.destroy();
  vi.restoreAllMocks();
});

const options = {
  api: "https://chat.example",
  organizationId: "o",
  deploymentId: "renamed",
  routing: { queue: "Bookings" },
  storage: "memory",
} as const;

test("intercept() registers a hook as hook() does, and is noted once", async () => {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  const { handle } = makePanel();
  const byOldName = vi.fn(() => false);
  const byNewName = vi.fn(() => true);
  handle.hook("beforeOpen", byNewName);
  handle.intercept("beforeOpen", byOldName);
  handle.intercept("beforeLink", byOldName);
  await expect(handle.open()).rejects.toMatchObject({ code: "vetoed" });
  expect(byNewName).toHaveBeenCalledWith({ byVisitor: false });
  expect(byOldName).toHaveBeenCalledWith({ byVisitor: false });
  await vi.waitFor(() => expect(warn).toHaveBeenCalled());
  expect(warn.mock.calls).toEqual([
    ["Parlor: intercept() is now hook(). The old name is accepted until 1.0."],
  ]);
});

test.each(["default", "door"])("the launcher %s is the round button", (launcher) => {
  vi.spyOn(console, "warn").mockReturnValue();
  mounted = mount({ ...options, launcher });
  const button = document
    .querySelector('[data-parlor="renamed"]')
    ?.shadowRoot?.querySelector("button");
  expect(button?.hidden).toBe(false);
});

test("setLocale() takes the catalogue keys of 0.1.0, and notes them", async () => {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  const { handle, root } = makePanel(
    {},
    { preChat: { fields: [{ name: "topic", type: "text" }] } },
    { kind: "none" },
  );
  await handle.open();
  await handle.setLocale("en", { "hall.help": "The title of 0.1.0?" });
  await vi.waitFor(() => expect(root.textContent).toContain("The title of 0.1.0?"));
  expect(warn.mock.calls).toContainEqual([
    'Parlor: "hall.help" is now "preChat.help". The old name is accepted until 1.0.',
  ]);
});

test("update() takes an option of 0.1.0", async () => {
  vi.spyOn(console, "warn").mockReturnValue();
  const send = vi.fn();
  const { handle, root } = makePanel({ send });
  await handle.open();
  await handle.update({ guard: "cards" });
  await handle.prefill("4111 1111 1111 1111");
  root.querySelector<HTMLButtonElement>(".pl-send")?.click();
  await vi.waitFor(() => expect(root.querySelector("[role=alertdialog]")).not.toBeNull());
  expect(send).not.toHaveBeenCalled();
  await handle.update({ sensitiveData: undefined });
});
