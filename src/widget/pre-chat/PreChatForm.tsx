import type { JSX } from "preact";
import type { Translate } from "../i18n/translator.ts";
import { useHost, usePanel, useTranslator } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";
import { HeaderTools } from "../shell/HeaderTools.tsx";
import { Artwork } from "./Artwork.tsx";
import { FormField } from "./FormField.tsx";
import { countOf, usePreChatForm } from "./use-pre-chat-form.ts";

/** From this many problems on, a summary above the form gives their number. */
const SUMMARY_FROM = 3;

function greeting(t: Translate): string {
  const hour = new Date().getHours();
  if (hour < 5 || hour >= 18) return t("preChat.evening");
  return t(hour < 12 ? "preChat.morning" : "preChat.afternoon");
}

/** The artwork with the greeting; slim when the form needs the room for its problems. */
function Head({ isSlim }: { isSlim: boolean }): JSX.Element {
  const { t } = useTranslator();
  const { options } = useHost();
  const { title } = usePanel();
  const replyMinutes = options.preChat?.replyMinutes;
  const Heading = `h${options.headingLevel}` as const;
  return (
    <div class={`pl-prechat-head${isSlim ? " pl-prechat-head--slim" : ""}`}>
      <Artwork />
      <div class="pl-prechat-head__bar">
        <div class="pl-prechat-head__brand">{options.company}</div>
        <HeaderTools />
      </div>
      <Heading tabIndex={-1} ref={title}>
        <span>{greeting(t)}</span> <span>{t("preChat.help")}</span>
      </Heading>
      {!isSlim && replyMinutes !== undefined && <p>{t("preChat.reply", { n: replyMinutes })}</p>}
    </div>
  );
}

/** The pre-chat form with its artwork. */
export function PreChatForm(): JSX.Element {
  const { t } = useTranslator();
  const preChat = useHost().options.preChat ?? { fields: [] };
  const { form, fields, problems, valueOf, change, submit } = usePreChatForm(preChat);
  const problemCount = countOf(problems.value);
  return (
    <>
      <Head isSlim={problemCount > 0} />
      <form ref={form} class="pl-prechat" noValidate onSubmit={submit}>
        <div class="pl-form">
          {problemCount >= SUMMARY_FROM && (
            <p class="pl-error">
              <Icon name="alert" size={16} />
              {t("form.problems", { n: problemCount })}
            </p>
          )}
          {fields
            .filter(({ type }) => type !== "hidden")
            .map((field) => (
              <FormField
                key={field.name}
                field={field}
                value={valueOf(field)}
                problem={problems.value[field.name] ?? ""}
                privacyUrl={preChat.privacyUrl}
                onChange={(value) => change(field, value)}
              />
            ))}
        </div>
        <div class="pl-foot">
          <button type="submit" class="pl-btn pl-btn--primary pl-btn--lg pl-btn--block">
            {t("form.start")}
          </button>
        </div>
      </form>
    </>
  );
}
