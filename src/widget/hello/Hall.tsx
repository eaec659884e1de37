import type { JSX } from "preact";
import type { Translate } from "../i18n/translator.ts";
import { useHost, usePanel, useTranslator } from "../model/widget-context.ts";
import { Artwork } from "./Artwork.tsx";

function greeting(t: Translate): string {
  const hour = new Date().getHours();
  if (hour < 5 || hour >= 18) return t("preChat.evening");
  return t(hour < 12 ? "preChat.morning" : "preChat.afternoon");
}

interface HallProps {
  /** With less room for the artwork. */
  readonly isSlim: boolean;
  /** The buttons of the header. */
  readonly tools: JSX.Element;
  /** A line under the welcome. */
  readonly text?: string;
}

/** The artwork with the words of welcome, in place of the header. */
export function Hall({ isSlim, text, tools }: HallProps): JSX.Element {
  const { t } = useTranslator();
  const { options } = useHost();
  const { title } = usePanel();
  const Heading = `h${options.headingLevel}` as const;
  return (
    <div class={`pl-prechat-head${isSlim ? " pl-prechat-head--slim" : ""}`}>
      <Artwork />
      <div class="pl-prechat-head__bar">
        <div class="pl-prechat-head__brand">{options.company}</div>
        {tools}
      </div>
      <Heading tabIndex={-1} ref={title}>
        <span>{greeting(t)}</span> <span>{t("preChat.help")}</span>
      </Heading>
      {text !== undefined && <p>{text}</p>}
    </div>
  );
}
