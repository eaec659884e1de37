import type { Translate } from "../i18n/translator.ts";
import type { ResolvedOptions } from "../options/options.ts";

/** The name of the panel: with whom the chat is, or the launcher's name if the site has no name. */
export const nameOfPanel = ({ company }: ResolvedOptions, t: Translate): string =>
  company === "" ? t("launcher.open") : t("window.name", { company });
