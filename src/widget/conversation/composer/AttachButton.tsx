import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { AttachSlot } from "../../model/chunk-slots.tsx";
import { takeFiles } from "../../model/take-files.ts";
import { useWidget } from "../../model/widget-context.ts";
import { Icon } from "../../parts/Icon.tsx";

/** Opens the browser's dialog for files. */
export function AttachButton(): JSX.Element {
  const context = useWidget();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="pl-ib"
        aria-label={context.translator.t("composer.attach")}
        onClick={() => {
          AttachSlot.load();
          input.current?.click();
        }}
      >
        <Icon name="clip" />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={context.chat.signals.fileLimits.value?.types.join()}
        onChange={({ currentTarget }) => {
          takeFiles(context, [...(currentTarget.files ?? [])]);
          // The same file can be chosen again.
          currentTarget.value = "";
        }}
      />
    </>
  );
}
