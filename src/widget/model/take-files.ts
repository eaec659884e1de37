import { AttachSlot } from "./chunk-slots.tsx";
import type { WidgetContext } from "./widget-context.ts";

/** Whether the visitor can attach files now. */
export const canAttach = ({ chat, host }: WidgetContext): boolean =>
  host.options.attachments && chat.signals.fileLimits.value !== null;

/**
 * Attaches files that the visitor has chosen, dropped or pasted, or says that it is impossible.
 * @param files - null while they are dragged over the panel
 */
export function takeFiles(context: WidgetContext, files: readonly File[] | null): void {
  if (canAttach(context))
    void AttachSlot.fetch().then((chunk) =>
      files === null ? chunk.showDropZone(context) : chunk.attachFiles(context, files),
    );
  else if (files !== null) context.panel.refusedFiles.value += 1;
}
