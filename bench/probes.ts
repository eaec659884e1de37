/** Measurements that the bench makes inside a page; installed before any other script runs. */
export interface Probes {
  /** Resolves when the current state of the page has been drawn, in ms since navigation. */
  drawn(): Promise<number>;
  /**
   * Resolves when an element matching the selector was first drawn, in the page or in the widget's
   * shadow root, in ms since navigation.
   */
  seen(selector: string): Promise<number>;
  /** Returns the first element that matches the selector. */
  find(selector: string): HTMLElement | null;
  /** The total blocking time: the parts of all tasks beyond 50 ms, in ms. */
  blocking(): number;
  /**
   * Records the durations of frames from now on.
   * @returns a function that stops and returns them
   */
  frames(): () => number[];
}

export function installProbes(): void {
  const long: number[] = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) long.push(duration);
  }).observe({ type: "longtask", buffered: true });

  const find = (selector: string): HTMLElement | null => {
    const [root] = document.querySelectorAll("[data-parlor]");
    return (root?.shadowRoot ?? document).querySelector<HTMLElement>(selector);
  };
  /** Call it in a frame: a message posted now arrives after that frame has been drawn. */
  const afterFrame = (): Promise<number> =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

  const probes: Probes = {
    find,
    async drawn() {
      await frame();
      return afterFrame();
    },
    async seen(selector) {
      for (;;) {
        await frame();
        const found = find(selector);
        const isShown = found?.checkVisibility({ visibilityProperty: true }) === true;
        if (isShown && found.getBoundingClientRect().height > 0) return afterFrame();
      }
    },
    blocking: () => long.reduce((sum, duration) => sum + duration - 50, 0),
    frames() {
      const all: number[] = [];
      let before = performance.now();
      let isOn = true;
      const next = (now: number): void => {
        if (!isOn) return;
        all.push(now - before);
        before = now;
        requestAnimationFrame(next);
      };
      requestAnimationFrame((now) => {
        before = now;
        requestAnimationFrame(next);
      });
      return () => {
        isOn = false;
        return all;
      };
    },
  };
  Object.assign(globalThis, { probes });
}
