import { signal as libSignal } from "@preact/signals-core";
import { createContext, h, render, type ComponentChildren, type FunctionComponent } from "preact";
import { beforeEach, describe, expect, it } from "vitest";
import {
  batch,
  signal,
  useComputed,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useSignal,
  useSignalEffect,
} from "./tracked-component.ts";

// The hooks of the embed, which the other component tests do not use: they take Preact's own.

const root = document.createElement("div");
document.body.append(root);
const draw = (children: ComponentChildren): void => render(children, root);
const rendered = (): Promise<void> => new Promise((resolve) => queueMicrotask(resolve));
/** Resolves when effects that wait for a frame have run. */
const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(() => setTimeout(resolve)));
  });

beforeEach(() => draw(null));

describe("a component", () => {
  it("renders again when a signal changes that its last rendering has read, and only then", async () => {
    const [isShort, short, long] = [signal(true), signal("a"), signal("b")];
    let count = 0;
    const Text = () => {
      count++;
      return h("p", null, isShort.value ? short.value : long.value);
    };
    draw(h(Text, null));
    long.value = "c";
    await rendered();
    expect(count).toBe(1);
    isShort.value = false;
    await rendered();
    expect(root.textContent).toBe("c");
    short.value = "d";
    await rendered();
    expect(count).toBe(2);
  });

  it("renders once for signals that change together", async () => {
    const [one, two] = [signal(1), signal(2)];
    let count = 0;
    const Sum = () => {
      count++;
      return h("p", null, one.value + two.value);
    };
    draw(h(Sum, null));
    batch(() => {
      one.value = 3;
      two.value = 4;
    });
    one.value = 5;
    await rendered();
    expect([root.textContent, count]).toEqual(["9", 2]);
  });

  it("is skipped when its parent renders again with the same properties", async () => {
    const parent = signal(0);
    let count = 0;
    const Child: FunctionComponent<{ name: string }> = () => {
      count++;
      return h("i", null, "child");
    };
    const Parent = () =>
      h("p", null, parent.value, h(Child, { name: parent.value < 2 ? "a" : "b" }));
    draw(h(Parent, null));
    parent.value = 1;
    await rendered();
    expect([root.textContent, count]).toEqual(["1child", 1]);
    parent.value = 2;
    await rendered();
    expect(count).toBe(2);
  });

  it("renders again for its signal when its parent renders with the same properties", async () => {
    const both = signal(0);
    const Child = () => h("i", null, both.value);
    const Parent = () => h("p", null, both.value, h(Child, null));
    draw(h(Parent, null));
    both.value = 1;
    await rendered();
    expect(root.textContent).toBe("11");
  });

  it("stops listening when it is removed, and goes on when its parent renders again", async () => {
    const seen: string[] = [];
    const ticks = libSignal(0, {
      watched: () => void seen.push("watched"),
      unwatched: () => void seen.push("unwatched"),
    });
    const name = signal("a");
    const Clock: FunctionComponent<{ name: string }> = () => h("p", null, ticks.value);
    const Parent = () => h(Clock, { name: name.value });
    draw(h(Parent, null));
    name.value = "b";
    await rendered();
    expect(seen).toEqual(["watched"]);
    ticks.value = 1;
    await rendered();
    expect([root.textContent, seen.at(-1)]).toEqual(["1", "watched"]);
    draw(null);
    expect(seen.at(-1)).toBe("unwatched");
  });

  it("keeps its elements and what its hooks hold", async () => {
    const other = signal(0);
    const made: object[] = [];
    const Keeper = () => {
      const ref = useRef<HTMLElement | null>(null);
      const kept = useMemo(() => ({}), []);
      const own = useSignal(1);
      const twice = useComputed(() => own.value * 2);
      made.push(ref, kept, own, twice);
      return h("p", { ref }, other.value, " ", twice.value);
    };
    draw(h(Keeper, null));
    const element = root.firstChild;
    other.value = 1;
    await rendered();
    expect(made.slice(4)).toEqual(made.slice(0, 4));
    expect(made.slice(4).every((one, at) => one === made[at])).toBe(true);
    expect(root.firstChild).toBe(element);
    expect(root.textContent).toBe("1 2");
  });

  it("computes a memo again when an input differs", async () => {
    const input = signal("a");
    const inputs: string[] = [];
    const Memo = () => {
      const value = input.value;
      useMemo(() => inputs.push(value), [value.length]);
      return null;
    };
    draw(h(Memo, null));
    input.value = "b";
    await rendered();
    input.value = "cc";
    await rendered();
    expect(inputs).toEqual(["a", "cc"]);
  });

  it("reads the context of its provider", () => {
    const context = createContext("none");
    const Reader = () => h("p", null, useContext(context));
    draw(h(context.Provider, { value: "some", children: h("div", null, h(Reader, null)) }));
    expect(root.textContent).toBe("some");
  });

  it("hands an error of its rendering on, and can be rendered afterwards", async () => {
    const isBroken = signal(true);
    const Broken = () => {
      if (isBroken.value) throw new Error("broken");
      return h("p", null, "whole");
    };
    expect(() => draw(h(Broken, null))).toThrow("broken");
    isBroken.value = false;
    await rendered();
    draw(h(Broken, null));
    expect(root.textContent).toBe("whole");
  });
});

describe("effects", () => {
  it("of the layout run when the elements are in the page, children first, and again with new inputs", async () => {
    const input = signal(1);
    const log: string[] = [];
    const Inner = () => {
      const now = input.value;
      useLayoutEffect(() => {
        log.push(`inner ${now} ${root.textContent}`);
        return () => void log.push(`inner ends ${now}`);
      }, [now]);
      return h("i", null, now);
    };
    const Outer = () => {
      useLayoutEffect(() => void log.push("outer"), []);
      return h("p", null, h(Inner, null));
    };
    draw(h(Outer, null));
    expect(log).toEqual(["inner 1 1", "outer"]);
    input.value = 2;
    await rendered();
    expect(log.slice(2)).toEqual(["inner ends 1", "inner 2 2"]);
    draw(null);
    expect(log.slice(4)).toEqual(["inner ends 2"]);
  });

  it("of the other kind run after the frame, and end with the component", async () => {
    const log: string[] = [];
    const Plain = () => {
      useEffect(() => {
        log.push("runs");
        return () => void log.push("ends");
      }, []);
      return h("p", null, "plain");
    };
    draw(h(Plain, null));
    expect(log).toEqual([]);
    await painted();
    expect(log).toEqual(["runs"]);
    draw(null);
    expect(log).toEqual(["runs", "ends"]);
  });

  it("that wait for a frame run before the component renders again", async () => {
    const input = signal(1);
    const log: string[] = [];
    const Plain = () => {
      const now = input.value;
      log.push(`renders ${now}`);
      useEffect(() => void log.push(`effect ${now}`), [now]);
      return null;
    };
    draw(h(Plain, null));
    input.value = 2;
    await rendered();
    expect(log).toEqual(["renders 1", "effect 1", "renders 2"]);
    await painted();
    expect(log.at(-1)).toBe("effect 2");
  });

  it("of a component that is removed before the frame do not run", async () => {
    const log: string[] = [];
    const Short = () => {
      useEffect(() => void log.push("runs"), []);
      return null;
    };
    draw(h(Short, null));
    draw(null);
    await painted();
    expect(log).toEqual([]);
  });

  it("of a signal use the newest function, undo the last run, and end with the component", async () => {
    const [input, name] = [signal(1), signal("a")];
    const log: string[] = [];
    const Watcher = () => {
      const now = name.value;
      useSignalEffect(() => {
        const value = input.value;
        log.push(`${now}${value}`);
        return () => void log.push(`ends ${value}`);
      });
      return null;
    };
    draw(h(Watcher, null));
    await painted();
    name.value = "b";
    await rendered();
    input.value = 2;
    expect(log).toEqual(["a1", "ends 1", "b2"]);
    draw(null);
    input.value = 3;
    expect(log.slice(3)).toEqual(["ends 2"]);
  });
});
