import { effect, untracked } from "@preact/signals";
import {
  AttachSlot,
  AttentionSlot,
  ForcedColorsSlot,
  MobileFullscreenSlot,
  NotificationsSlot,
  OwnButtonsSlot,
  SecondarySlot,
  SensitiveDataSlot,
  type ChunkSlot,
} from "../../model/chunk-slots.tsx";
import type { WidgetContext } from "../../model/widget-context.ts";

/** Matches when the panel covers the whole screen; the same limits as in the styles. */
const SMALL_SCREEN = "(max-width: 480px), (max-height: 520px)";

/** Runs the code of a chunk as soon as it has loaded. Returns the undo. */
const run = <Parts>(
  { chunk }: Pick<ChunkSlot<Parts>, "chunk">,
  start: (chunk: Parts) => () => void,
): (() => void) =>
  effect(() => {
    const parts = chunk.value;
    return parts === null ? undefined : untracked(() => start(parts));
  });

/** Loads a chunk as soon as the media query matches. Returns the undo. */
function loadFor(media: MediaQueryList, { load }: Pick<ChunkSlot<unknown>, "load">): () => void {
  const update = (): void => {
    if (media.matches) load();
  };
  media.addEventListener("change", update);
  update();
  return () => media.removeEventListener("change", update);
}

/**
 * Loads the chunks that an option, the screen's size or the system's colours ask for, and runs
 * their code. Returns the undo.
 */
export function loadOnDemand(context: WidgetContext, host: HTMLElement): () => void {
  const { panel } = context;
  const screen = matchMedia(SMALL_SCREEN);
  const steps = [
    effect(() => {
      const { sensitiveData, notifications } = context.host.options;
      if (sensitiveData !== null) SensitiveDataSlot.load();
      if (notifications) NotificationsSlot.load();
    }),
    run(NotificationsSlot, ({ notifyOfUnread }) =>
      context.host.options.notifications ? notifyOfUnread(context) : () => undefined,
    ),
    run(SecondarySlot, ({ announceMedia }) => announceMedia(context)),
    run(SecondarySlot, ({ keepFocus }) => keepFocus(context)),
    run(AttachSlot, ({ announceUploads }) => announceUploads(context)),
    run(AttentionSlot, ({ drawAttention }) => drawAttention(context)),
    loadFor(matchMedia("(forced-colors: active)"), ForcedColorsSlot),
  ];
  const { ownButton } = context.host;
  if (ownButton !== null) {
    OwnButtonsSlot.load();
    steps.push(run(OwnButtonsSlot, ({ markOwnButtons }) => markOwnButtons(context, ownButton)));
  }
  if (!panel.isInline)
    steps.push(
      loadFor(screen, MobileFullscreenSlot),
      run(MobileFullscreenSlot, ({ showMobileFullscreen }) =>
        showMobileFullscreen(context, host, screen),
      ),
    );
  return () => {
    for (const step of steps) step();
  };
}
