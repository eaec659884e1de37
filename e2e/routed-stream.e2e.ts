import { expect, test } from "./fixtures.ts";

/*
 * A page that the test has modified in transit still has its event stream: its chat receives frames
 * instead of polling.
 */

test("a page that is given options hears its chat over the event stream", async ({
  configure,
  server,
  visitor,
}) => {
  await visitor.page.addInitScript(() => {
    const Plain = window.WebSocket;
    window.WebSocket = class extends Plain {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols);
        this.addEventListener("message", () => (document.documentElement.dataset["heard"] = "yes"));
      }
    };
  });
  await configure({ sensitiveData: "cards" });
  await visitor.begin(server.url, "Is somebody there?");
  await expect(visitor.page.locator("html")).toHaveAttribute("data-heard", "yes");
});
