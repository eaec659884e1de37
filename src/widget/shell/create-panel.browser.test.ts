import { expect, test } from "vitest";
import { drawPanel } from "../../../test/draw-panel.ts";

test("opened over a dialog that has hidden everything else, the panel can be reached and read", async () => {
  const { root, handle } = drawPanel();
  await handle.close();
  root.host.setAttribute("aria-hidden", "true");
  root.host.setAttribute("inert", "");
  await handle.open();
  expect(root.host.getAttribute("aria-hidden")).toBeNull();
  const field = root.querySelector("textarea")!;
  field.focus();
  expect(root.activeElement).toBe(field);
});
