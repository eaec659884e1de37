import type { JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { Icon } from "../parts/Icon.tsx";

/** The way back to the end of the log, with the number of messages that came meanwhile. */
export function JumpToLatest(props: { missed: number; onClick: () => void }): JSX.Element {
  return (
    <button type="button" class="pl-jump" onClick={props.onClick}>
      <Icon name="arrdown" size={16} />
      {props.missed === 0 ? t("log.jump") : t("log.jumpNew", { n: props.missed })}
    </button>
  );
}
