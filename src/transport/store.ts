/** A state that changes by events only, and notifies its subscribers. */
export interface Store<State, Event> {
  readonly get: () => State;
  readonly dispatch: (event: Event) => void;
  readonly subscribe: (listener: (state: State, before: State) => void) => () => void;
}

export function createStore<State, Event>(
  initial: State,
  reduce: (state: State, event: Event) => State,
): Store<State, Event> {
  let state = initial;
  const listeners = new Set<(state: State, before: State) => void>();
  return {
    get: () => state,
    dispatch(event) {
      const before = state;
      state = reduce(before, event);
      if (state !== before) for (const listener of listeners) listener(state, before);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
