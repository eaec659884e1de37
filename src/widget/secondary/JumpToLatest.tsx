import type { JSX } from "preact";
import { useTranslator } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";

const MOST = 99;

/** Scrolls back to the end of the log; shows how many messages have arrived meanwhile. */
export function JumpToLatest(props: { missed: number; onClick: () => void }): JSX.Element {
  const { t } = useTranslator();
  const { missed, onClick } = props;
  return (
    <button type="button" class="pl-jump" onClick={onClick}>
      <Icon name="arrdown" size={16} />
      {missed === 0
        ? t("log.jump")
        : missed > MOST
          ? t("log.jumpMany")
          : t("log.jumpNew", { n: missed })}
    </button>
  );
}
