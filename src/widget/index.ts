/**
 * The chat window for pages that import it.
 * @packageDocumentation
 */
import { createLauncher } from "./embed/launcher.ts";
import { waitForTeaser } from "./embed/teaser-rules.ts";
import { checkOptions } from "./check-options.ts";
import { resolveOptions, type WidgetOptions } from "./options.ts";
import { mountInto, type ParlorHandle } from "./widget.ts";

/**
 * Puts the launcher on the page, and the window behind it. Importing this module alone does nothing, on a server too.
 * @throws ParlorError `invalid-options`, naming every bad field at once
 * @public
 */
export function mount(options: WidgetOptions): ParlorHandle {
  checkOptions({ ...options });
  const resolved = resolveOptions({ ...options });
  const launcher = createLauncher(resolved);
  document.body.append(launcher.host);
  const { handle, answer } = mountInto(launcher, resolved);
  const { teaser, deploymentId } = resolved;
  if (teaser === null) return handle;
  const stop = waitForTeaser(teaser, deploymentId, () => answer("greet"));
  return {
    ...handle,
    destroy() {
      stop();
      handle.destroy();
    },
  };
}

export type {
  Announcements,
  HelpOptions,
  HoursOptions,
  PreChatField,
  PreChatOptions,
  TeaserOptions,
  ThemeName,
  Weekday,
  WidgetOptions,
} from "./options.ts";
export type { Catalogue } from "./i18n/en.ts";
export type { Identity, MoreVerbs, TranscriptFormat } from "./more-verbs.ts";
export type { ParlorHandle } from "./widget.ts";
export type { ParlorEvent, ParlorEventType, ParlorListener } from "./events.ts";
export { ParlorError } from "../transport/index.ts";
export type {
  AcceptedMediaRequest,
  GuestProfile,
  JourneyContext,
  Logger,
  MediaHandler,
  MediaSession,
  MediaType,
  ParlorErrorCode,
  Routing,
  StartOptions,
} from "../transport/index.ts";
