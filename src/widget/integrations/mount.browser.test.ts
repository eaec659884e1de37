import { expect, test } from "vitest";
import { ParlorError } from "../../transport/index.ts";
import { mount, mountAt } from "./mount.ts";
import { webMessaging } from "./web-messaging.ts";

const options = {
  api: "https://chat.example",
  organizationId: "o",
  deploymentId: "d",
  routing: { queue: "Bookings" },
  storage: "memory",
} as const;

test("an element that the page does not have is a wrong option, and nothing is put into the page", () => {
  const before = document.documentElement.outerHTML;
  const nowhere = document.querySelector("#no-such-element");
  // An untyped script of a page gets no compile-time error.
  const untyped = mount as (given: typeof options, target: Element | null) => unknown;
  for (const attempt of [
    () => untyped(options, nowhere),
    () => mountAt(nowhere, "floating", options),
  ]) {
    expect(attempt).toThrow(ParlorError);
    expect(attempt).toThrow(
      expect.objectContaining({ code: "invalid-options", message: "The element was not found" }),
    );
  }
  expect(document.documentElement.outerHTML).toBe(before);
});

test("a service that the browser talks to itself has to be imported, and is an option then", async () => {
  const direct = { deploymentId: "d", storage: "memory" };
  const named = { ...direct, backend: "web-messaging", endpoint: "http://127.0.0.1:9" };
  expect(() => mountAt(document.body, "floating", named)).toThrow('from "parlor/web-messaging"');
  const backend = webMessaging({ endpoint: "http://127.0.0.1:9" });
  const handle = mountAt(document.body, "floating", { ...direct, backend });
  expect(handle.get("state").phase).toBe("none");
  await expect(handle.setAttributes({ a: "ж".repeat(1_024) })).rejects.toThrow("takes 2048");
  await handle.setAttributes({ a: "b" });
  handle.destroy();
});
