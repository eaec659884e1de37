import { expect, test, vi } from "vitest";
import { drawPanel, type DrawnPanel } from "../../../test/draw-panel.ts";
import type { FileLimits } from "../../transport/index.ts";
import { webMessaging } from "../integrations/web-messaging.ts";

/* A chat that is open in another window: nothing is attached in this one. */

const fileLimits: FileLimits = {
  maxBytes: 1_000,
  maxPerMessage: 5,
  types: ["*/*"],
  blockedExtensions: [],
};
const settings = { bubbles: true, cancelable: true, composed: true } as const;

/** Puts a file somewhere in the panel. @returns whether the browser would handle it itself */
function put({ root }: DrawnPanel, selector: string, type: "dragover" | "drop" | "paste"): boolean {
  const data = new DataTransfer();
  data.items.add(new File(["x"], "ticket.txt", { type: "text/plain" }));
  const event =
    type === "paste"
      ? new ClipboardEvent(type, { ...settings, clipboardData: data })
      : new DragEvent(type, { ...settings, dataTransfer: data });
  return root.querySelector(selector)?.dispatchEvent(event) ?? true;
}

test("files that are dropped or pasted anywhere in the panel are refused, until the chat is used here", async () => {
  webMessaging({ region: "mypurecloud.de" });
  const attach = vi.fn(() => "u1");
  const panel = drawPanel({ attach }, { locale: "en" }, { kind: "talking" });
  panel.dispatch({
    type: "session",
    conversationId: "c",
    ownId: "me" as never,
    isResumed: false,
    fileLimits,
  });
  panel.dispatch({ type: "phase", phase: { kind: "talking" } });
  panel.dispatch({ type: "stream", status: { kind: "elsewhere", since: 0 } });
  await vi.waitFor(() => expect(panel.root.querySelector(".pl-banner")).not.toBeNull());
  await vi.waitFor(() => expect(panel.root.querySelector(".pl-log")).not.toBeNull());
  for (const place of [".pl-log", ".pl-composer textarea", ".pl-banner"])
    for (const type of ["dragover", "drop", "paste"] as const)
      expect(put(panel, place, type), `${type} on ${place}`).toBe(false);
  expect(panel.root.querySelector(".pl-drop")).toBeNull();
  panel.dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  await vi.waitFor(() => expect(panel.root.querySelector(".pl-banner")).toBeNull());
  expect(attach).not.toHaveBeenCalled();
  put(panel, ".pl-log", "drop");
  await vi.waitFor(() => expect(attach).toHaveBeenCalledOnce());
});
