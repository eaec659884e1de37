import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { errorNumbers, type ParlorErrorCode } from "../../../transport/index.ts";
import { usePanel, useTranslator } from "../../model/widget-context.ts";
import { Icon } from "../../parts/Icon.tsx";

/**
 * A state that fills the panel: artwork, title and text. The title takes focus if the visitor's own
 * action led to the screen.
 */
export function Screen(props: {
  art: JSX.Element;
  title: string;
  text: string;
  takesFocus?: boolean;
  children?: ComponentChildren;
}): JSX.Element {
  const title = useRef<HTMLHeadingElement>(null);
  const panel = usePanel();
  useEffect(() => {
    if (props.takesFocus && panel.isOpen.peek() && panel.openedByVisitor.peek())
      title.current?.focus();
  }, []);
  return (
    <div class="pl-screen pl-screen--mid">
      {props.art}
      <h2 ref={title} tabIndex={-1}>
        {props.title}
      </h2>
      <p>{props.text}</p>
      {props.children}
    </div>
  );
}

/** An error code such as `PL-202 · 1f3a9c02`, to be read out or copied. */
export function ErrorCode({
  code: name,
  contextId,
}: {
  code: ParlorErrorCode;
  contextId: string | null;
}): JSX.Element {
  const { t } = useTranslator();
  const isCopied = useSignal(false);
  const code = `PL-${errorNumbers[name]}`;
  const text =
    contextId === null
      ? code
      : t("code.text", { code, id: Array.from(contextId).slice(0, 8).join("") });
  return (
    <div class="pl-ref">
      {text}
      <button
        type="button"
        class="pl-ib"
        aria-label={t(isCopied.value ? "code.copied" : "code.copy")}
        onClick={() => {
          void navigator.clipboard?.writeText(text).then(
            () => (isCopied.value = true),
            // The browser forbids it; the code can still be read out.
            () => undefined,
          );
        }}
      >
        <Icon name={isCopied.value ? "check" : "copy"} size={16} />
      </button>
    </div>
  );
}
