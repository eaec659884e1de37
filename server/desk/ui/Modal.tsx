import "./Modal.css";
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { focusHome } from "./focus.ts";

/**
 * A modal dialog that is open while it is mounted. Focus starts at the element with `data-first`;
 * Escape closes it; then focus returns to the element that opened it, or to the heading of the
 * current content.
 */
export function Modal({
  titleId,
  textId,
  role,
  size,
  close,
  children,
}: {
  titleId: string;
  textId?: string;
  role?: "alertdialog";
  /** As large as its picture needs. */
  size?: "picture";
  close: () => void;
  children: ComponentChildren;
}): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => {
      element?.close();
      // The content that replaces the dialog has to render first.
      queueMicrotask(focusHome);
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`pl-dialog dk-dialog${size === undefined ? "" : ` dk-dialog--${size}`}`}
      role={role}
      aria-labelledby={titleId}
      aria-describedby={textId}
      // The element around the dialog, such as the log, has keys of its own.
      onKeyDown={(event) => event.stopPropagation()}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      {children}
    </dialog>
  );
}
