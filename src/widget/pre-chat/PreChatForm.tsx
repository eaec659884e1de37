import type { JSX } from "preact";
import { HelloSlot } from "../model/chunk-slots.tsx";
import { useHost, useTranslator } from "../model/widget-context.ts";
import type { PreChatOptions } from "../options/pre-chat-options.ts";
import { Icon } from "../parts/Icon.tsx";
import { HeaderTools } from "../shell/HeaderTools.tsx";
import { FormField } from "./FormField.tsx";
import { problemText } from "./field-words.ts";
import { countOf, usePreChatForm, type PreChatFormState } from "./use-pre-chat-form.ts";

/** From this many problems on, a summary above the form leads to them. */
const SUMMARY_FROM = 3;

/** How many fields have a problem, and a way to each of them. */
function Summary({ fields, problems, focus }: PreChatFormState): JSX.Element {
  const words = useTranslator();
  const title = words.t("form.problems", { n: countOf(problems.value) });
  return (
    <div class="pl-summary" role="group" aria-label={title}>
      <p class="pl-error">
        <Icon name="alert" size={16} />
        <span key={title}>{title}</span>
      </p>
      <ul>
        {fields.map((field) => {
          const problem = problems.value[field.name] ?? null;
          return (
            problem !== null && (
              <li key={field.name}>
                <button type="button" class="pl-link" onClick={() => focus(field.name)}>
                  {problemText(field, problem, words)}
                </button>
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

/** The pre-chat form with its artwork. */
export function PreChatForm(): JSX.Element {
  const { t } = useTranslator();
  const preChat: PreChatOptions = useHost().options.preChat ?? { fields: [] };
  const state = usePreChatForm(preChat);
  const { form, fields, problems, valueOf, change, submit } = state;
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
          {problemCount >= SUMMARY_FROM && <Summary {...state} />}
          {fields
            .filter(({ type }) => type !== "hidden")
            .map((field) => (
              <FormField
                key={field.name}
                field={field}
                value={valueOf(field)}
                problem={problems.value[field.name] ?? null}
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
