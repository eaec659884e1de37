/**
 * The chat window for pages that import it.
 * @packageDocumentation
 */
import { createLauncher } from "./embed/launcher.ts";
import { resolveOptions, type WidgetOptions } from "./options.ts";
import { mountInto, type ParlorHandle } from "./widget.ts";

/**
 * Puts the launcher on the page, and the window behind it. Importing this module alone does nothing, on a server too.
 * @throws ParlorError `invalid-options`, naming every bad field at once
 * @public
 */
export function mount(options: WidgetOptions): ParlorHandle {
  const resolved = resolveOptions({ ...options });
  const launcher = createLauncher(resolved.accent);
  launcher.host.setAttribute("data-parlor", resolved.deploymentId);
  document.body.append(launcher.host);
  return mountInto(launcher, resolved);
}

export type { PreChatField, PreChatOptions, ThemeName, WidgetOptions } from "./options.ts";
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
