import type { MediaRequest } from "../../transport/index.ts";
import type { Translate } from "../i18n/translator.ts";

/** Says who sees what, as far as the page's handler has told it. */
export const liveText = (
  { surface }: Pick<MediaRequest, "surface">,
  name: string,
  t: Translate,
): string => t(surface === "tab" ? "media.live" : `media.live.${surface ?? "other"}`, { name });
