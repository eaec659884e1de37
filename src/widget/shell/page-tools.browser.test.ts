import { expect, test, vi } from "vitest";
import { drawPanel, noor } from "../../../test/draw-panel.ts";

/* Tools of the visitor or of the page that reach into the panel. */

/** Wraps each text in an element of its own, as a translator does. */
function translate(root: ParentNode): void {
  const texts: Text[] = [];
  for (const element of root.querySelectorAll("*"))
    for (const node of element.childNodes) if (node instanceof Text) texts.push(node);
  for (const text of texts) {
    const font = document.createElement("font");
    font.textContent = `«${text.data}»`;
    text.replaceWith(font);
  }
}

test("a translator that replaces text nodes does not freeze the header", async () => {
  const { dispatch, root } = drawPanel();
  const header = (): string => root.querySelector(".pl-header__id")?.textContent ?? "";
  await vi.waitFor(() => expect(header()).toContain("Waiting for Bookings"));
  translate(root.querySelector(".pl-panel")!);
  dispatch({ type: "members", members: [noor], at: 0 });
  dispatch({ type: "phase", phase: { kind: "talking" } });
  await vi.waitFor(() => expect(header()).toContain("Noor Haddad"));
  expect(header()).not.toContain("Waiting");
  expect(header()).not.toContain("Lantern Line»");
});

test("session recorders find their marks on everything that the widget draws", async () => {
  const { root } = drawPanel();
  await vi.waitFor(() => expect(root.querySelector(".pl-panel")).not.toBeNull());
  const panel = root.querySelector(".pl-panel");
  for (const mark of [
    "[data-rr-mask]",
    ".ph-no-capture",
    "[data-sentry-mask]",
    "[data-hj-suppress]",
    "[data-clarity-mask]",
    "[data-private]",
    "[data-dd-privacy=mask]",
  ])
    expect(panel?.closest(mark), mark).not.toBeNull();
});
