import { expect, test, vi } from "vitest";
import { drawPanel } from "../../../../test/draw-panel.ts";

test.each([
  ["+353 1 485 3922", "tel:+35314853922"],
  ["٠٢٠ ١٢٣٤ ٥٦٧٨", "tel:02012345678"],
  ["+९१ ९८७६५ ४३२१०", "tel:+919876543210"],
  ["＋８１（３）１２３４−５６７８", "tel:+81312345678"],
])("the number %s is shown as it is written, and called as %s", async (phone, address) => {
  const { root } = drawPanel({}, { help: { phone } });
  await vi.waitFor(() => expect(root.querySelector(".pl-help a")).not.toBeNull());
  const link = root.querySelector<HTMLAnchorElement>(".pl-help a");
  expect(link?.textContent).toContain(phone);
  expect(link?.getAttribute("href")).toBe(address);
});

test("a phone without a number is text, and leads nowhere", async () => {
  const { root } = drawPanel({}, { help: { phone: "at the desk" } });
  await vi.waitFor(() =>
    expect(root.querySelector(".pl-help")?.textContent).toContain("at the desk"),
  );
  expect(root.querySelector(".pl-help [href]")).toBeNull();
});
