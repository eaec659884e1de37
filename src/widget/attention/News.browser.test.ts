import { afterEach, expect, test, vi } from "vitest";
import { incomingMessage } from "../../../test/incoming.ts";
import { drawPanel, noor, saidByNoor, type DrawnPanel } from "../../../test/draw-panel.ts";

/* The preview of an unseen message, beside the launcher of a closed panel. */

afterEach(() => {
  sessionStorage.clear();
});

async function closed(): Promise<DrawnPanel> {
  const panel = drawPanel();
  panel.dispatch({ type: "members", members: [noor], at: 0 });
  panel.dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  await vi.waitFor(() => expect(panel.root.querySelector(".pl-log")).not.toBeNull());
  await panel.handle.close();
  return panel;
}
const news = ({ root }: DrawnPanel): HTMLElement | null => root.querySelector(".pl-news");
const shows = (panel: DrawnPanel, text: string): Promise<void> =>
  vi.waitFor(() => expect(news(panel)?.textContent).toContain(text));
const button = (panel: DrawnPanel, name: string): HTMLElement =>
  panel.root.querySelector<HTMLElement>(`.pl-news button${name}`)!;

test("a closed panel shows who wrote, and the newest message as text", async () => {
  const panel = await closed();
  panel.dispatch({ type: "received", messages: [saidByNoor(1)] });
  await shows(panel, "Noor Haddad");
  await shows(panel, "line 1");
  const hostile = "<img src=x onerror=alert(1)>";
  panel.dispatch({
    type: "received",
    messages: [incomingMessage("m2", { senderId: noor.id, body: hostile, at: 2_000 })],
  });
  await shows(panel, hostile);
  expect(news(panel)?.querySelector("img")).toBeNull();
  expect(JSON.stringify([localStorage, sessionStorage])).not.toContain("onerror");
});

test("a dismissed preview stays away until the next message, and gives focus to the launcher", async () => {
  const panel = await closed();
  panel.dispatch({ type: "received", messages: [saidByNoor(1)] });
  await shows(panel, "line 1");
  expect(button(panel, "[aria-label='Dismiss preview']").querySelector("path")).not.toBeNull();
  button(panel, "[aria-label='Dismiss preview']").click();
  await vi.waitFor(() => expect(news(panel)).toBeNull());
  expect(panel.root.activeElement?.getAttribute("part")).toBe("launcher");
  panel.dispatch({ type: "received", messages: [saidByNoor(2)] });
  await shows(panel, "line 2");
});

test("a click on the preview opens the panel, and the preview goes", async () => {
  const panel = await closed();
  panel.dispatch({ type: "received", messages: [saidByNoor(1)] });
  await shows(panel, "line 1");
  button(panel, ".pl-news__open").click();
  await vi.waitFor(() => expect(panel.handle.get("state").isOpen).toBe(true));
  await vi.waitFor(() => expect(news(panel)).toBeNull());
});
