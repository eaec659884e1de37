import { signal, useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { SensitiveDataSlot } from "../model/chunk-slots.tsx";
import type { Ref } from "../model/panel.ts";
import { useWidget } from "../model/widget-context.ts";
import type { PreChatField, PreChatOptions } from "../options/pre-chat-options.ts";
import { labelsOf, profileFrom, questionIn, type Values } from "./profile-from.ts";
import { CONSENT, createValidation, TICKED, type Problem } from "./validate-field.ts";

/** The problems with the current values, by the name of the field. */
type Problems = Readonly<Record<string, Problem | null>>;

export interface PreChatFormState {
  readonly form: Ref<HTMLFormElement>;
  /** The site's fields, and the consent if the site has a privacy notice. */
  readonly fields: readonly PreChatField[];
  readonly problems: ReadonlySignal<Problems>;
  valueOf(field: PreChatField): string;
  change(field: PreChatField, value: string): void;
  submit(event: Event): void;
  /** Moves focus to a field. */
  focus(name: string): void;
}

const consentOf = ({ privacyUrl }: PreChatOptions): readonly PreChatField[] =>
  privacyUrl === undefined ? [] : [{ name: CONSENT, type: "checkbox", required: true }];

export const countOf = (problems: Problems): number =>
  Object.values(problems).filter((problem) => problem !== null).length;

/** The values and problems of the pre-chat form, and what its submission does. */
export function usePreChatForm(preChat: PreChatOptions): PreChatFormState {
  const context = useWidget();
  const { options, emit } = context.host;
  const { panel } = context;
  const { t } = context.translator;
  const visit = panel.visit.value;
  // The values survive closing the panel and a failed start, but end with the visit.
  const filled = (visit.answers ??= signal<Values>({}));
  const form = useRef<HTMLFormElement>(null);
  const problems = useSignal<Problems>({});
  const fields = useMemo(() => [...preChat.fields, ...consentOf(preChat)], [preChat]);
  const problemWith = useMemo(() => createValidation(fields), [fields]);
  const valueOf = ({ name, value }: PreChatField): string => filled.value[name] ?? value ?? "";
  const inputs = (): HTMLElement[] => [
    ...(form.current?.querySelectorAll<HTMLElement>("[data-name]") ?? []),
  ];

  useEffect(() => {
    emit("prechat:shown");
    // On a phone the heading takes focus, so that the on-screen keyboard does not open.
    if (!matchMedia("(pointer: coarse)").matches) panel.takeFocus(inputs()[0]);
  }, []);

  const focus = (name: string): void =>
    inputs()
      .find((input) => input.dataset["name"] === name)
      ?.focus();
  const start = (): void => {
    if (preChat.privacyUrl !== undefined && filled.value[CONSENT] === TICKED) emit("consent:given");
    emit("prechat:submitted");
    const { chat } = context.chat;
    if (chat.get().phase.kind !== "none") return;
    visit.startWith = {
      profile: profileFrom(options.profile, preChat.fields, filled.value),
      fieldLabels: labelsOf(preChat.fields, context.translator),
    };
    const question = questionIn(preChat.fields, filled.value);
    if (question !== "") chat.send(question);
    // The failed phase says so.
    void chat.start(visit.startWith).catch(() => undefined);
    queueMicrotask(panel.focusComposer);
  };
  return {
    form,
    fields,
    problems,
    focus,
    valueOf,
    change(field, value) {
      filled.value = { ...filled.value, [field.name]: value };
      // Once a field has failed, it is validated with every change.
      if (problems.value[field.name])
        problems.value = { ...problems.value, [field.name]: problemWith(field, value) };
    },
    submit(event) {
      event.preventDefault();
      const found = Object.fromEntries(
        fields.map((field) => [field.name, problemWith(field, valueOf(field))]),
      );
      problems.value = found;
      const first = fields.find(({ name }) => found[name]);
      if (first !== undefined) {
        panel.announce(t("form.problems", { n: countOf(found) }), "assertive");
        return focus(first.name);
      }
      if (options.sensitiveData === null) return start();
      const answers = Object.values(filled.value).join("\n");
      void SensitiveDataSlot.fetch().then(
        ({ sendGuarded }) => sendGuarded(context, answers, start),
        // Without a network nothing can be started; the visitor submits once more.
        () => undefined,
      );
    },
  };
}
