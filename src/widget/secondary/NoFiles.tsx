import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { usePanel, useTranslator } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";

/** Says that files cannot be sent, again with each one. */
export function NoFiles(): JSX.Element {
  const { t } = useTranslator();
  const { announce, refusedFiles } = usePanel();
  const count = refusedFiles.value;
  useEffect(() => announce(t("files.none")), [count]);
  return (
    <div class="pl-banner">
      <Icon name="alert" />
      <p>{t("files.none")}</p>
    </div>
  );
}
