import { Component, Fragment, options, type ComponentChildren, type Context } from "preact";
import { computed, effect, signal, type ReadonlySignal, type Signal } from "@preact/signals-core";

export { batch, computed, effect, signal, untracked } from "@preact/signals-core";

// The build of the embed takes this module in place of `preact/hooks` and `@preact/signals`: it has
// only the hooks that the widget uses, and rests on the public interface of Preact. Preact and
// its options belong to the embed alone, so no component of the page is affected.

type Draw = (props: object) => ComponentChildren;
type Inputs = readonly unknown[];
type Undo = (() => void) | undefined;

/** The data of one call of a hook, between the renderings of its component. */
interface Cell {
  value?: unknown;
  inputs?: Inputs;
  run?: () => Undo;
  undo?: Undo;
}

/** Effects run after this time when the browser draws no frame. */
const NO_FRAME_MS = 35;

let current: Tracked;
let index = 0;

/** The hooks that are called next belong to this component. */
function begin(component: Tracked): void {
  current = component;
  index = 0;
}

const undo = (cell: Cell): void => {
  cell.undo?.();
  delete cell.undo;
};

function runAll(cells: Cell[]): void {
  const due = cells.splice(0);
  due.forEach(undo);
  for (const cell of due) cell.undo = cell.run?.();
}

/** Calls back when the browser has drawn a frame. */
function afterPaint(run: () => void): void {
  const done = (): void => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    setTimeout(run);
  };
  const timer = setTimeout(done, NO_FRAME_MS);
  const frame = requestAnimationFrame(done);
}

/**
 * A function component that renders again when its properties differ, or a signal changes that its
 * last rendering has read.
 */
class Tracked extends Component {
  declare draw: Draw;
  readonly cells: Cell[] = [];
  readonly layoutEffects: Cell[] = [];
  readonly passiveEffects: Cell[] = [];
  untrack = (): void => undefined;

  override render(props: object): ComponentChildren {
    runAll(this.passiveEffects);
    begin(this);
    let drawn: ComponentChildren;
    let isDrawing = true;
    const untrack = effect(() => {
      if (isDrawing) drawn = this.draw(props);
      else this.forceUpdate();
    });
    isDrawing = false;
    // After the new subscriptions, so that a signal that both have read stays watched.
    this.untrack();
    this.untrack = untrack;
    return drawn;
  }

  override shouldComponentUpdate(next: Readonly<Record<string, unknown>>): boolean {
    const props: Readonly<Record<string, unknown>> = this.props;
    const names = Object.keys(next);
    return (
      names.length !== Object.keys(props).length || names.some((name) => next[name] !== props[name])
    );
  }

  override componentDidMount(): void {
    runAll(this.layoutEffects);
    if (this.passiveEffects.length > 0) afterPaint(() => runAll(this.passiveEffects));
  }

  override componentDidUpdate(): void {
    this.componentDidMount();
  }

  override componentWillUnmount(): void {
    this.untrack();
    this.passiveEffects.length = 0;
    this.cells.forEach(undo);
  }
}

/** The class of each function component. */
const classes = new WeakMap<object, object>();

options.vnode = (vnode) => {
  const { type } = vnode;
  if (typeof type !== "function" || type === Fragment) return;
  // The widget has one context, whose provider is created before all that read it.
  if ("Provider" in type) {
    Object.assign(Tracked, { contextType: type });
    return;
  }
  let made = classes.get(type);
  if (made === undefined) {
    made = class extends Tracked {};
    Object.assign(Reflect.get(made, "prototype"), { draw: type });
    classes.set(type, made);
    classes.set(made, made);
  }
  Object.assign(vnode, { type: made });
};

/**
 * Returns the cell of this call of a hook.
 * @param due - where the cell is added when its inputs differ from the last ones
 */
function useCell(inputs: Inputs | undefined, due: Cell[]): Cell {
  const cell = (current.cells[index++] ??= {});
  const before = cell.inputs;
  if (
    before === undefined ||
    inputs === undefined ||
    inputs.some((input, at) => !Object.is(input, before[at]))
  )
    due.push(cell);
  if (inputs !== undefined) cell.inputs = inputs;
  return cell;
}

export function useMemo<T>(make: () => T, inputs: Inputs): T {
  const stale: Cell[] = [];
  const cell = useCell(inputs, stale);
  if (stale.length > 0) cell.value = make();
  return cell.value as T;
}

export const useRef = <T>(value: T): { current: T } => useMemo(() => ({ current: value }), []);

export const useContext: <T>(context: Context<T>) => T = () => current.context;

export function useEffect(run: () => Undo, inputs?: Inputs): void {
  useCell(inputs, current.passiveEffects).run = run;
}

export function useLayoutEffect(run: () => Undo, inputs?: Inputs): void {
  useCell(inputs, current.layoutEffects).run = run;
}

export const useSignal = <T>(value: T): Signal<T> => useMemo(() => signal(value), []);

export function useComputed<T>(compute: () => T): ReadonlySignal<T> {
  const latest = useRef(compute);
  latest.current = compute;
  return useMemo(() => computed(() => latest.current()), []);
}

export function useSignalEffect(run: () => Undo): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => effect(() => latest.current()), []);
}
