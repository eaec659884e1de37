import { ParlorError } from "../../transport/index.ts";
import { checkOptions } from "../options/check-options.ts";
import { createLauncher } from "../loader/launcher.ts";
import { waitForGreeting } from "../loader/greeting-trigger.ts";
import { placeHost } from "../loader/place-host.ts";
import { createHandle, type ParlorHandle } from "../api/handle.ts";
import { standInline } from "./inline.ts";
import {
  resolveOptions,
  type GivenOptions,
  type DirectWidgetOptions,
  type WidgetOptions,
} from "../options/options.ts";
import { DirectSlot } from "../model/chunk-slots.tsx";
import { DIRECT } from "../model/direct-chunk.ts";
import { createWidget } from "../shell/widget.ts";

/**
 * The place of a widget: behind a launcher in the corner of the screen, or in the page's flow.
 */
export type Placement = "floating" | "inline";

/** The options with those of the backend that the page has imported. */
function withBackend(options: GivenOptions): GivenOptions {
  const { backend } = options;
  if (backend === DIRECT && !("source" in DirectSlot))
    throw new ParlorError(
      "invalid-options",
      'backend must be webMessaging({ region }), imported from "parlor/web-messaging"',
    );
  return typeof backend === "object" ? { ...options, ...backend } : options;
}

/** Adds a widget with its launcher to an element of the page. */
export function mountAt(
  parent: Element | null,
  placement: Placement,
  options: GivenOptions,
): ParlorHandle {
  const given = withBackend(options);
  checkOptions(given);
  // A selector that matches nothing gives null.
  if (parent === null) throw new ParlorError("invalid-options", "The element was not found");
  const isInline = placement === "inline";
  const resolved = resolveOptions({
    routing: {},
    ...given,
    ...(isInline && { launcher: "hidden" }),
  });
  const launcher = createLauncher(resolved);
  if (parent === document.body) placeHost(launcher);
  else parent.append(launcher.host);
  const window = createWidget(launcher, resolved, isInline);
  const handle = createHandle(window);
  const { greeting, deploymentId } = resolved;
  const undo = isInline
    ? standInline(window)
    : greeting === null
      ? null
      : waitForGreeting(greeting, deploymentId, launcher.button, () => window.answer("greet"));
  return {
    ...handle,
    destroy() {
      undo?.();
      handle.destroy();
    },
  };
}

/**
 * Adds the launcher to the page, and the panel that it opens. Importing this module alone has no
 * effect, on a server either.
 * @param target - element for an inline panel, which has no launcher and fills the element's
 * height. Default: the panel floats
 * @throws ParlorError `invalid-options`, naming every bad field at once, or when the element does
 * not exist
 * @public
 */
export function mount(
  options: WidgetOptions | DirectWidgetOptions,
  target?: Element,
): ParlorHandle {
  const given = { ...options };
  return target === undefined
    ? mountAt(document.body, "floating", given)
    : mountAt(target, "inline", given);
}
