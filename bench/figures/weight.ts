import { setTimeout } from "node:timers/promises";
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
  /** Until the visitor can write, without the chunks of the conversation. */
  readonly field: Load;
  /**
   * All that an open chat fetches by itself: the first message is sent, the event stream is up, and
   * nothing more comes.
   */
  readonly open: Load;
}

/** A page that waits longer for its next step has failed. */
const PATIENCE_MS = 30_000;

/**
 * Counts the requests and bytes of a page with the default options. The chunks of the conversation
 * and of the greeting before it are held back until the visitor can write, which proves that the
 * field does not wait for them.
 */
async function loads(stage: Stage): Promise<Loads> {
  const now: Load = { bytes: 0, files: 0, calls: 0 };
  let release = (): void => undefined;
  const canWrite = new Promise<void>((resolve) => (release = resolve));
  let connect = (): void => undefined;
  const isConnected = new Promise<void>((resolve) => (connect = resolve));
  const scene = await stage.show("/parlor", {
    async before(page, cdp) {
      page.setDefaultTimeout(PATIENCE_MS);
      await page.route(/\/(conversation|hello)-[^/]*\.js$/, async (route) => {
        await canWrite;
        await route.continue();
      });
      cdp.on("Network.responseReceived", ({ response: { url, headers }, type }) => {
        if (type === "Document" || type === "Preflight" || !url.startsWith("http")) return;
        if (url.includes("/api/")) {
          now.calls++;
          return;
        }
        // The demo's greeting asks with choices, whose code is no part of every chat.
        if (/\/(rich|decode-rich)-[^/]*\.js$/.test(url)) return;
        now.files++;
        const { "content-encoding": encoding, "content-length": length } = headers;
        if (encoding !== "br") throw new Error(`${url} came without brotli`);
        now.bytes += Number(length);
      });
      cdp.on("Network.webSocketFrameReceived", () => connect());
      await cdp.send("Network.enable");
    },
  });
  try {
    await scene.seen(launcherOf.parlor);
    await scene.page.waitForLoadState("networkidle");
    const launcher = { ...now };
    await scene.page.getByRole("button", { name: /^Chat with us/ }).click();
    await scene.page.getByRole("textbox", { name: "Message" }).fill("Hello");
    const field = { ...now };
    release();
    // The greeting of the assistant is there: both chunks have arrived.
    await scene.page.getByRole("article").first().waitFor();
    // The first key or pointer in the panel would fetch menu, dialogs and cards, whose size is not
    // part of this figure.
    await scene.page.getByRole("button", { name: "Send" }).dispatchEvent("click");
    await within(isConnected, "The event stream is not up");
    await scene.page.getByRole("heading", { name: /^You’re/ }).waitFor();
    await scene.page.waitForLoadState("networkidle");
    return { launcher, field, open: { ...now } };
  } finally {
    release();
    await scene.close();
  }
}

async function within(wait: Promise<void>, failure: string): Promise<void> {
  const abort = new AbortController();
  const late = setTimeout(PATIENCE_MS, undefined, { signal: abort.signal }).then(() => {
    throw new Error(failure);
  });
  try {
    await Promise.race([wait, late]);
  } finally {
    late.catch(() => undefined);
    abort.abort();
  }
}

const requests = (count: number): string => `${count} request${count === 1 ? "" : "s"}`;

export const weight: Figure = {
  name: "weight",
  async measure(stage) {
    const { launcher, field, open } = await loads(stage);
    return [
      {
        figure: "brotli bytes until the launcher is painted",
        limit: "≤ 3.0 kB, 1 request",
        measured: `${kB(launcher.bytes)}, ${requests(launcher.files)}`,
        isKept: launcher.bytes <= 3_000 && launcher.files === 1,
      },
      {
        figure: "brotli bytes until the field is enabled",
        limit: "≤ 30 kB, ≤ 4 requests",
        measured: `${kB(field.bytes)}, ${requests(field.files)}`,
        isKept: field.bytes <= 30_000 && field.files <= 4,
      },
      {
        figure: "brotli bytes that an open chat fetches by itself, until its stream is up",
        limit: "≤ 60.0 kB, ≤ 4 requests",
        measured: `${kB(open.bytes)}, ${requests(open.files)} and ${open.calls} to the API`,
        isKept: open.bytes <= 60_000 && open.files <= 4,
      },
    ];
  },
};
