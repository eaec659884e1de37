import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useDesk } from "./desk-context.ts";
import { Modal } from "./Modal.tsx";

/** Asks before something that cannot be undone: the safe answer has focus, and Escape gives it. */
export function Question({
  title,
  children,
  keep,
  confirm,
  act,
  close,
}: {
  title: ComponentChildren;
  children: ComponentChildren;
  keep: string;
  confirm: string;
  /** Answers whether it is done; what went wrong is in `problem`. */
  act: () => Promise<boolean>;
  close: () => void;
}): JSX.Element {
  const { problem } = useDesk().notices;
  const isBusy = useSignal(false);
  const hasFailed = useSignal(false);
  const stop = (): void => {
    if (!isBusy.value) close();
  };
  const go = async (): Promise<void> => {
    if (isBusy.value) return;
    isBusy.value = true;
    hasFailed.value = false;
    const isDone = await act();
    isBusy.value = false;
    if (isDone) close();
    else hasFailed.value = true;
  };
  return (
    <Modal role="alertdialog" titleId="dk-q" textId="dk-q-text" close={stop}>
      <h2 id="dk-q">{title}</h2>
      <p id="dk-q-text">{children}</p>
      {hasFailed.value && (
        <p class="dk-bad" role="alert">
          {problem.value}
        </p>
      )}
      <div class="pl-row dk-rowend">
        <button
          type="button"
          class="pl-btn pl-btn--secondary"
          data-first
          aria-disabled={isBusy.value}
          onClick={stop}
        >
          {keep}
        </button>
        <button
          type="button"
          class="pl-btn pl-btn--danger"
          aria-disabled={isBusy.value}
          onClick={() => void go()}
        >
          {confirm}
        </button>
      </div>
    </Modal>
  );
}
