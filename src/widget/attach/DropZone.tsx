import { useEffect } from "preact/hooks";
import type { JSX } from "preact";
import { fileSize } from "../i18n/file-size.ts";
import { agentIn } from "../model/message-presentation.ts";
import { useWidget, type WidgetContext } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";
import { fileStateOf } from "../model/file-state.ts";

/** Browsers repeat the event of a drag at least this often, also while the pointer rests. */
const STILL_THERE_MS = 800;

/** The types that the short sentence about them names. */
const NAMED = ["image/png", "image/jpeg", "application/pdf", "text/plain"];

export function showDropZone(context: WidgetContext): void {
  fileStateOf(context).isDropping.value = true;
}

/** The place for dragged files: over log and field, not over the header. */
export function DropZone(): JSX.Element | null {
  const context = useWidget();
  const { signals } = context.chat;
  const { t, formatLocale } = context.translator;
  const { dialog } = context.panel;
  const { isDropping } = fileStateOf(context);
  const isShown = isDropping.value;
  useEffect(() => {
    const panel = dialog.current;
    if (!isShown || panel === null) return;
    const undo = new AbortController();
    const options = { signal: undo.signal };
    let timer: ReturnType<typeof setTimeout>;
    const hide = (): void => {
      isDropping.value = false;
    };
    const stay = (): void => {
      clearTimeout(timer);
      timer = setTimeout(hide, STILL_THERE_MS);
    };
    stay();
    panel.addEventListener("dragover", stay, options);
    panel.addEventListener(
      "dragleave",
      ({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node) || !panel.contains(relatedTarget)) hide();
      },
      options,
    );
    panel.addEventListener("drop", hide, options);
    addEventListener(
      "keydown",
      (event) => {
        if (event.key === "Escape") hide();
      },
      options,
    );
    return () => {
      clearTimeout(timer);
      undo.abort();
    };
  }, [isShown]);
  const limits = signals.fileLimits.value;
  if (!isShown || limits === null) return null;
  const agent = agentIn(signals.members.value);
  const name = agent?.name.split(" ")[0] ?? "";
  const size = fileSize(limits.maxBytes, formatLocale());
  const areNamed = NAMED.every((type) => limits.types.includes(type));
  return (
    <div class="pl-drop">
      <Icon name="clip" />
      <b>{name === "" ? t("files.drop") : t("files.dropTo", { name })}</b>
      <span>{t(areNamed ? "files.hint" : "files.size", { size })}</span>
    </div>
  );
}
