import type { JSX } from "preact";
import { useHost, useTranslator } from "../../model/widget-context.ts";

/** Other ways to reach a person, in the same place on every screen. */
export function HelpLine(): JSX.Element | null {
  const { t } = useTranslator();
  const { help } = useHost().options;
  if (help === null) return null;
  const { person, phone, email } = help;
  return (
    <p class="pl-help">
      {person !== undefined && <span>{person}</span>}
      {phone !== undefined && (
        <a href={`tel:${phone.replace(/[^\d+]/g, "")}`}>{t("help.phone", { phone })}</a>
      )}
      {email !== undefined && <a href={`mailto:${email}`}>{t("help.email")}</a>}
    </p>
  );
}
