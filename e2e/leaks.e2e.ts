import type { CDPSession } from "@playwright/test";
import type { mount as mountFunction } from "../src/widget/index.ts";
import type { Capability } from "./capabilities.ts";
import { expect, test } from "./fixtures.ts";
import { putLibrary } from "./library.ts";
import type { ServerProcess } from "./server-process.ts";
import type { Site } from "./site.ts";
import type { Visitor } from "./visitor.ts";
import { engine } from "./engine-subjects.ts";

declare const mount: typeof mountFunction;
declare const mounted: WeakRef<object>[];

// The recorder of traces keeps what it sees.
test.use({ trace: "off" });

interface Library {
  /**
   * Mounts and destroys a chat `times` times, and opens every other one. A pre-chat form keeps the
   * opened ones from calling the server, though the whole panel is drawn. Resolves when no timer
   * and no socket is left.
   */
  readonly rounds: (times: number) => Promise<void>;
  /**
   * Returns how many of the mounted handles and host elements are still in memory after a garbage
   * collection.
   */
  readonly kept: () => Promise<number>;
}

/** The parts of V8's heap snapshot that are read here. */
interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
    };
  };
  /** The fields of all nodes, one after the other. */
  readonly nodes: readonly number[];
}

/** A page that has had one chat, with a conversation in it; it is gone. */
async function afterOneChat(server: ServerProcess, site: Site, visitor: Visitor): Promise<Library> {
  const { page } = visitor;
  const { organizationId, deploymentId } = await server.demo();
  await putLibrary(site);
  await page.addInitScript(() => {
    const timers = new Set<number>();
    const sockets = new Set<WebSocket>();
    const { setTimeout, setInterval, clearTimeout, WebSocket } = globalThis;
    const start =
      (real: typeof setTimeout, isOnce: boolean) =>
      (run: () => void, ms?: number): number => {
        const id = real(() => {
          if (isOnce) timers.delete(id);
          run();
        }, ms) as unknown as number;
        timers.add(id);
        return id;
      };
    const stop = (id: number): void => {
      timers.delete(id);
      clearTimeout(id);
    };
    Object.assign(globalThis, {
      setTimeout: start(setTimeout, true),
      setInterval: start(setInterval as typeof setTimeout, false),
      clearTimeout: stop,
      clearInterval: stop,
      WebSocket: class extends WebSocket {
        constructor(...args: ConstructorParameters<typeof WebSocket>) {
          super(...args);
          sockets.add(this);
          this.addEventListener("close", () => sockets.delete(this), { once: true });
        }
      },
      left: () => ({ timers: timers.size, sockets: sockets.size }),
      mounted: [],
    });
  });
  await visitor.arrive(site.url);
  await page.waitForFunction("window.mount");
  const options = {
    api: server.url,
    organizationId,
    deploymentId,
    company: "Lantern Line",
    routing: { queue: "Bookings" },
    startOn: "open" as const,
    leaveMessage: false,
  };
  const left = (): Promise<object> => page.evaluate("left()");
  const rounds = async (times: number): Promise<void> => {
    await page.evaluate(
      async ({ options, times }) => {
        const preChat = { fields: [{ name: "displayName", type: "text" }] } as const;
        for (let round = 0; round < times; round++) {
          const chat = mount({ ...options, preChat });
          const host = document.querySelector("[data-parlor]");
          mounted.push(new WeakRef(chat), new WeakRef(host ?? {}));
          if (round % 2 === 0) await chat.open();
          chat.destroy();
        }
      },
      { options, times },
    );
    // Callbacks that are scheduled after the next paint hold the drawn elements until they have
    // run.
    await expect.poll(left).toEqual({ timers: 0, sockets: 0 });
  };
  const kept = async (): Promise<number> => {
    await page.requestGC();
    return page.evaluate(() => mounted.filter((one) => one.deref() !== undefined).length);
  };
  // With a conversation, too: its socket goes with it.
  await page.evaluate((options) => Object.assign(globalThis, { chat: mount(options) }), options);
  await visitor.openChat();
  await visitor.write("Good evening");
  await expect(visitor.row("Good evening")).toContainText("Sent");
  expect(await left()).toMatchObject({ sockets: 1 });
  await page.evaluate("chat.forget().then(() => chat.destroy())");
  await page.evaluate("delete globalThis.chat");
  await expect.poll(left).toEqual({ timers: 0, sockets: 0 });
  return { rounds, kept };
}

test("mounted and destroyed a hundred times, nothing is left: no element, timer or socket, and no panel in memory", {
  tag: engine("document"),
}, async ({ server, site, visitor }) => {
  const { rounds, kept } = await afterOneChat(server, site, visitor);
  await rounds(100);
  expect(await visitor.page.locator("[data-parlor]").count()).toBe(0);
  // The last handle and its host element may still be referenced from outside the widget.
  await expect.poll(kept).toBeLessThanOrEqual(2);
});

/**
 * Returns the bytes of all objects of scripts in the heap. Compiled code is left out, because the
 * engine goes on compiling whatever runs often, and so are the browser's own tables, which grow by
 * doubling: nodes and listeners are counted one by one.
 */
async function objectBytes(devtools: CDPSession): Promise<number> {
  const chunks: string[] = [];
  devtools.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await devtools.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  const { snapshot, nodes } = JSON.parse(chunks.join("")) as HeapSnapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf("type"), fields.indexOf("self_size")];
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length)
    if (!/^(?:code|native)$/.test(types[0][nodes[at + type]!] ?? "")) bytes += nodes[at + size]!;
  return bytes;
}

test("after another thousand panels there are no more nodes and listeners, and the heap is flat", {
  tag: "@needs-cdp" satisfies Capability,
}, async ({ server, site, visitor }) => {
  test.setTimeout(180_000);
  const { page } = visitor;
  const { rounds } = await afterOneChat(server, site, visitor);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  const measure = async (): Promise<Record<"heap" | "nodes" | "listeners", number>> => {
    // The test's own list of references grows with every round, and is not to be measured.
    await page.evaluate("mounted.length = 0");
    // A collection can release objects that only the next collection can free.
    for (let times = 0; times < 3; times++) await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    const value = (name: string): number => metrics.find((one) => one.name === name)?.value ?? 0;
    return {
      heap: await objectBytes(devtools),
      nodes: value("Nodes"),
      listeners: value("JSEventListeners"),
    };
  };
  await rounds(100);
  const before = await measure();
  await rounds(1000);
  const after = await measure();
  expect(after.nodes).toBeLessThanOrEqual(before.nodes);
  expect(after.listeners).toBeLessThanOrEqual(before.listeners);
  expect(after.heap / before.heap).toBeLessThan(1.01);
});
