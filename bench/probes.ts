/** What the bench asks inside a page; put there before anything else runs. */
export interface Probes {
  /** When what the page shows now has been drawn, in ms since it was opened. */
  drawn(): Promise<number>;
  /** When an element that this selector finds, in the page or one shadow root further, was first drawn. */
  seen(selector: string): Promise<number>;
  /** The first that the selector finds. */
  find(selector: string): HTMLElement | null;
  /** What tasks of over 50 ms took beyond these, together. */
  blocking(): number;
  /** The times of the frames from now on. @returns what ends it */
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
  /** Called in a frame: a message that is posted now arrives when the frame has been drawn. */
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
