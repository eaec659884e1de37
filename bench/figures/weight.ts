import { kB, type Figure } from "../figure.ts";
import { launcherOf } from "../names.ts";
import type { Stage } from "../stage.ts";

interface Load {
  /** Size of the bodies as encoded on the wire. */
  bytes: number;
  files: number;
  /** Calls to the guest API. */
  calls: number;
}

interface Loads {
  readonly launcher: Load;
  /** Until there is an enabled field and the event stream is connected. */
  readonly open: Load;
  /** Including everything that is loaded automatically after that. */
  readonly settled: Load;
}

/**
 * Counts the page's requests and bytes. Chunks that an open chat must not wait for are held back
 * until it is open, which proves that it does not.
 */
async function loads(stage: Stage): Promise<Loads> {
  const now: Load = { bytes: 0, files: 0, calls: 0 };
  let release = (): void => undefined;
  const isOpen = new Promise<void>((resolve) => (release = resolve));
  let connect = (): void => undefined;
  const isConnected = new Promise<void>((resolve) => (connect = resolve));
  const scene = await stage.show("/parlor", {
    async before(page, cdp) {
      await page.route(/conversation-/, async (route) => {
        await isOpen;
        await route.continue();
      });
      cdp.on("Network.responseReceived", ({ response: { url, headers }, type }) => {
        if (type === "Document" || type === "Preflight" || !url.startsWith("http")) return;
        if (url.includes("/api/")) {
          now.calls++;
          return;
        }
        now.files++;
        const { "content-encoding": encoding, "content-length": length } = headers;
        if (encoding !== "br") throw new Error(`${url} came without brotli`);
        now.bytes += Number(length);
      });
      cdp.on("Network.webSocketFrameReceived", () => connect());
      await cdp.send("Network.enable");
    },
  });
  await scene.seen(launcherOf.parlor);
  await scene.page.waitForLoadState("networkidle");
  const launcher = { ...now };
  await scene.page.getByRole("button", { name: /^Chat with us/ }).click();
  const field = scene.page.getByRole("textbox", { name: "Message" });
  await field.fill("Hello");
  await isConnected;
  const open = { ...now };
  release();
  await scene.page.getByRole("heading", { name: /^You’re/ }).waitFor();
  await scene.page.waitForLoadState("networkidle");
  await scene.close();
  return { launcher, open, settled: { ...now } };
}

const requests = (count: number): string => `${count} request${count === 1 ? "" : "s"}`;

export const weight: Figure = {
  name: "weight",
  async measure(stage) {
    const { launcher, open, settled } = await loads(stage);
    return [
      {
        figure: "brotli bytes until the launcher is painted",
        limit: "≤ 3.0 kB, 1 request",
        measured: `${kB(launcher.bytes)}, ${requests(launcher.files)}`,
        isKept: launcher.bytes <= 3_000 && launcher.files === 1,
      },
      {
        figure: "brotli bytes until a live chat is open: field enabled, stream up",
        limit: "≤ 30 kB, ≤ 4 requests",
        measured:
          `${kB(open.bytes)}, ${requests(open.files)} and ${open.calls} to the API; ` +
          `${kB(settled.bytes)} with what it fetches next by itself`,
        isKept: open.bytes <= 30_000 && open.files <= 4,
      },
    ];
  },
};
