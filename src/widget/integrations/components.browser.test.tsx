import { h, render as renderPreact } from "preact";
import { act as actPreact } from "preact/test-utils";
import { act as actReact, createElement, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ParlorHandle } from "../api/handle.ts";
import type { ParlorChatProps } from "./chat-component.ts";
import { ParlorChat as PreactChat } from "./preact.ts";
import { ParlorChat as ReactChat } from "./react.ts";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const options: ParlorChatProps = {
  api: "https://chat.example",
  organizationId: "o",
  deploymentId: "door",
  routing: { queue: "Bookings" },
  storage: "memory",
};

interface Drawing {
  readonly draw: (props: ParlorChatProps | null) => Promise<void>;
  readonly undo: () => Promise<void>;
}

const frameworks: Readonly<Record<string, (place: Element) => Drawing>> = {
  Preact(place) {
    // Preact's effects wait for the next frame, which a page in the background may not get.
    const draw = (props: ParlorChatProps | null): Promise<void> =>
      actPreact(() => renderPreact(props && h(PreactChat, props), place));
    return { draw, undo: () => draw(null) };
  },
  React(place) {
    const root = createRoot(place);
    return {
      draw: (props) =>
        actReact(async () =>
          root.render(createElement(StrictMode, null, props && createElement(ReactChat, props))),
        ),
      undo: () => actReact(async () => root.unmount()),
    };
  },
};

const hosts = (): Element[] => [...document.querySelectorAll("[data-parlor]")];
let drawing: Drawing | null = null;
let place: Element;

afterEach(async () => {
  await drawing?.undo();
  place.remove();
  await vi.waitFor(() => expect(hosts()).toEqual([]));
});

describe.each(Object.keys(frameworks))("with %s", (name) => {
  /**
   * Renders the component and returns the handle that is ready in the end: strict mode discards the
   * first widget.
   */
  async function drawn(props: Partial<ParlorChatProps> = {}): Promise<ParlorHandle> {
    place = document.createElement("main");
    document.body.append(place);
    drawing = frameworks[name]!(place);
    const ready: ParlorHandle[] = [];
    await drawing.draw({ ...options, ...props, onReady: (chat) => ready.push(chat) });
    await vi.waitFor(() => expect(ready).not.toHaveLength(0));
    return ready.at(-1)!;
  }

  test("there is one panel, behind its launcher, for as long as the component is there", async () => {
    const chat = await drawn();
    expect(hosts().map(({ parentNode }) => parentNode?.nodeName)).toEqual(["BODY"]);
    expect(chat.get("state").isOpen).toBe(false);
    await drawing!.undo();
    await vi.waitFor(() => expect(hosts()).toEqual([]));
  });

  test("options made anew with every drawing change nothing", async () => {
    const onReady = vi.fn();
    await drawn({ events: { includeContent: false } });
    const host = hosts()[0];
    // A widget cannot change its data layer: another value would recreate the widget.
    for (const round of [1, 2])
      await drawing!.draw({
        ...options,
        routing: { ...options.routing },
        events: { includeContent: false },
        messages: { "launcher.open": `Ask us ${round}` },
        onReady,
      });
    await vi.waitFor(() =>
      expect(host?.shadowRoot?.querySelector("[part=launcher]")?.ariaLabel).toBe("Ask us 2"),
    );
    expect(hosts()).toEqual([host]);
    expect(onReady).not.toHaveBeenCalled();
  });

  test("a changed option is changed in the widget; another deployment is another widget", async () => {
    await drawn();
    const host = hosts()[0];
    await drawing!.draw({ ...options, position: "start" });
    await vi.waitFor(() => expect(host?.getAttribute("data-parlor-position")).toBe("start"));
    const onReady = vi.fn();
    await drawing!.draw({ ...options, deploymentId: "another", onReady });
    await vi.waitFor(() => expect(onReady).toHaveBeenCalledOnce());
    expect(hosts().map((one) => one.getAttribute("data-parlor"))).toEqual(["another"]);
  });

  test("an option that is taken away is back at its default", async () => {
    await drawn({ position: "start", accent: "#800040" });
    const host = hosts()[0] as HTMLElement;
    expect(host.style.getPropertyValue("--parlor-accent")).toBe("#800040");
    await drawing!.draw(options);
    await vi.waitFor(() => {
      expect(host.getAttribute("data-parlor-position")).toBe("end");
      expect(host.style.getPropertyValue("--parlor-accent")).toBe("");
    });
    expect(hosts()).toEqual([host]);
  });

  test("events reach the callback of the latest drawing", async () => {
    const first = vi.fn();
    const second = vi.fn();
    const chat = await drawn({ onEvent: first });
    await drawing!.draw({ ...options, onEvent: second });
    first.mockClear();
    await chat.hide();
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledWith(expect.objectContaining({ type: "launcher:hidden" }));
  });

  test("inline, the panel stands in an element of the page", async () => {
    await drawn({ inline: true, className: "chat" });
    const [host] = hosts();
    expect(host?.parentElement?.className).toBe("chat");
    expect(host?.closest("main")).toBe(place);
  });

  test("wrong options reach onError, and the next drawing mends them", async () => {
    const onError = vi.fn();
    const onReady = vi.fn();
    place = document.createElement("main");
    document.body.append(place);
    drawing = frameworks[name]!(place);
    await drawing.draw({ ...options, accent: "no colour", onError, onReady });
    await vi.waitFor(() => expect(onError).toHaveBeenCalled());
    expect(onError.mock.lastCall).toEqual([expect.objectContaining({ code: "invalid-options" })]);
    expect(onReady).not.toHaveBeenCalled();
    await drawing.draw({ ...options, onError, onReady });
    await vi.waitFor(() => expect(onReady).toHaveBeenCalledOnce());
  });
});
