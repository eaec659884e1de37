import type { JSX } from "preact";
import { textIn } from "../../i18n/localized-text.ts";
import { withPlainDigits } from "../../model/plain-digits.ts";
import { useHost, usePanel, useTranslator } from "../../model/widget-context.ts";

/** Other ways to reach a person, in the same place on every screen. */
export function HelpLine(): JSX.Element | null {
  const { language, t } = useTranslator();
  const { emailLinkCount } = usePanel();
  const { person, phone, email } = useHost().options.help ?? {};
  const number = withPlainDigits(phone ?? "").replace(/[^\d+]/g, "");
  // A second link under the screen's own would only be another name for the same.
  const showsEmail = email !== undefined && emailLinkCount.value === 0;
  if (!showsEmail && person === undefined && phone === undefined) return null;
  return (
    <p class="pl-help">
      {person !== undefined && <span dir="auto">{textIn(person, language.value)}</span>}
      {phone !== undefined && (
        <a {...(number !== "" && { href: `tel:${number}` })}>{t("help.phone", { phone })}</a>
      )}
      {showsEmail && <a href={`mailto:${email}`}>{t("help.email")}</a>}
    </p>
  );
}
