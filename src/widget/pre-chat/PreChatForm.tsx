import type { JSX } from "preact";
import { HelloSlot } from "../model/chunk-slots.tsx";
import { useHost, useTranslator } from "../model/widget-context.ts";
import type { PreChatOptions } from "../options/options.ts";
import { Icon } from "../parts/Icon.tsx";
import { HeaderTools } from "../shell/HeaderTools.tsx";
import { FormField } from "./FormField.tsx";
import { countOf, usePreChatForm } from "./use-pre-chat-form.ts";

/** From this many problems on, a summary above the form gives their number. */
const SUMMARY_FROM = 3;

/** The pre-chat form with its artwork. */
export function PreChatForm(): JSX.Element {
  const { t } = useTranslator();
  const preChat: PreChatOptions = useHost().options.preChat ?? { fields: [] };
  const { form, fields, problems, valueOf, change, submit } = usePreChatForm(preChat);
  const problemCount = countOf(problems.value);
  return (
    <>
      <HelloSlot
        part="Hall"
        tools={<HeaderTools />}
        isSlim={problemCount > 0}
        {...(problemCount === 0 &&
          preChat.replyMinutes !== undefined && {
            text: t("preChat.reply", { n: preChat.replyMinutes }),
          })}
      />
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
