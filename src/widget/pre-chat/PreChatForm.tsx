import { signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { cleanText, type GuestProfile } from "../../transport/index.ts";
import { t } from "../i18n/translate.ts";
import type { PreChatField, PreChatOptions } from "../options/options.ts";
import { SensitiveDataSlot } from "../model/chunk-slots.tsx";
import { useWidget } from "../model/widget-context.ts";
import { HeaderTools } from "../shell/HeaderTools.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Artwork } from "./Artwork.tsx";
import { CONSENT, labelOf, problemWith } from "./validate-field.ts";

/** The value of a ticked checkbox. */
const TICKED = "yes";
type Values = Readonly<Record<string, string>>;
const own: readonly string[] = ["displayName", "firstName", "lastName", "email", "phoneNumber"];

/** From this many problems on, a summary above the form gives their number. */
const SUMMARY_FROM = 3;
const countOf = (problems: Values): number =>
  Object.values(problems).filter((problem) => problem !== "").length;

const consentOf = ({ privacyUrl }: PreChatOptions): readonly PreChatField[] =>
  privacyUrl === undefined ? [] : [{ name: CONSENT, type: "checkbox" }];

/** Maps the form to the contract's guest fields, and all other fields to custom fields. */
export function profileFrom(
  profile: GuestProfile,
  fields: readonly PreChatField[],
  values: Values,
): GuestProfile {
  const said = fields.flatMap(({ name, value }) => {
    const text = cleanText(values[name] ?? value ?? "").trim();
    return text === "" ? [] : [[name, text] as const];
  });
  const customFields = {
    ...profile.customFields,
    ...Object.fromEntries(said.filter(([name]) => !own.includes(name))),
  };
  return {
    ...profile,
    ...Object.fromEntries(said.filter(([name]) => own.includes(name))),
    ...(Object.keys(customFields).length > 0 && { customFields }),
  };
}

function greeting(): string {
  const hour = new Date().getHours();
  if (hour < 5 || hour >= 18) return t("preChat.evening");
  return t(hour < 12 ? "preChat.morning" : "preChat.afternoon");
}

/** The pre-chat form with its artwork. */
export function PreChat(): JSX.Element {
  const context = useWidget();
  const { chat } = context.chat;
  const { options, emit } = context.host;
  const { panel } = context;
  const { announce: say, focusComposer } = panel;
  const visit = panel.visit.value;
  // The values survive closing the panel and a failed start, but end with the visit.
  const filled = (visit.answers ??= signal<Values>({}));
  const form = useRef<HTMLFormElement>(null);
  const problems = useSignal<Values>({});
  const preChat = options.preChat ?? { fields: [] };
  const fields = [...preChat.fields, ...consentOf(preChat)];
  const inputs = (): HTMLElement[] => [
    ...(form.current?.querySelectorAll<HTMLElement>("[data-name]") ?? []),
  ];

  useEffect(() => {
    emit("prechat:shown");
    // On a phone the heading takes focus, so that the on-screen keyboard does not open.
    if (panel.openedByVisitor.peek() && !matchMedia("(pointer: coarse)").matches)
      inputs()[0]?.focus();
  }, []);

  const change = (field: PreChatField, value: string): void => {
    filled.value = { ...filled.value, [field.name]: value };
    // Once a field has failed, it is validated with every change.
    if (problems.value[field.name])
      problems.value = { ...problems.value, [field.name]: problemWith(field, value) };
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const found = Object.fromEntries(
      fields.map((field) => [
        field.name,
        problemWith(field, filled.value[field.name] ?? field.value ?? ""),
      ]),
    );
    problems.value = found;
    const first = fields.find(({ name }) => found[name]);
    if (first !== undefined) {
      say(t("form.problems", { n: countOf(found) }), "assertive");
      inputs()
        .find((input) => input.dataset["name"] === first.name)
        ?.focus();
      return;
    }
    if (options.sensitiveData === null) return start();
    const answers = Object.values(filled.value).join("\n");
    // Without a network nothing can be started; the visitor submits once more.
    void SensitiveDataSlot.fetch().then(
      ({ sendGuarded }) => sendGuarded(context, answers, start),
      () => undefined,
    );
  };
  const start = (): void => {
    if (preChat.privacyUrl !== undefined && filled.value[CONSENT] === TICKED) emit("consent:given");
    emit("prechat:submitted");
    visit.startWith = {
      profile: profileFrom(options.profile, preChat.fields, filled.value),
    };
    void chat.start(visit.startWith).catch(() => undefined);
    queueMicrotask(focusComposer);
  };

  const problemCount = countOf(problems.value);
  const hasFailed = problemCount > 0;
  const Heading = `h${options.headingLevel}` as "h2";
  return (
    <>
      <div class={`pl-prechat-head${hasFailed ? " pl-prechat-head--slim" : ""}`}>
        <Artwork />
        <div class="pl-prechat-head__bar">
          <div class="pl-prechat-head__brand">{options.company}</div>
          <HeaderTools />
        </div>
        <Heading tabIndex={-1} ref={panel.title}>
          <span>{greeting()}</span> <span>{t("preChat.help")}</span>
        </Heading>
        {!hasFailed && preChat.replyMinutes !== undefined && (
          <p>{t("preChat.reply", { n: preChat.replyMinutes })}</p>
        )}
      </div>
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
              <Field
                key={field.name}
                field={field}
                value={filled.value[field.name] ?? field.value ?? ""}
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

const inputTypes: Readonly<Record<string, string>> = { phone: "tel", email: "email" };
const autocompletes: Readonly<Record<string, string>> = {
  displayName: "name",
  firstName: "given-name",
  lastName: "family-name",
  email: "email",
  phoneNumber: "tel",
};

function Field(props: {
  field: PreChatField;
  value: string;
  problem: string;
  privacyUrl: string | undefined;
  onChange: (value: string) => void;
}): JSX.Element {
  const { field, value, problem, privacyUrl, onChange } = props;
  const id = `pl-field-${field.name}`;
  const common = {
    id,
    "data-name": field.name,
    "aria-invalid": problem !== "",
    "aria-required": field.required !== false,
    ...(problem !== "" && { "aria-describedby": `${id}-error` }),
  };
  const error = problem !== "" && (
    <div class="pl-error" id={`${id}-error`}>
      <Icon name="alert" size={16} />
      {problem}
    </div>
  );
  if (field.type === "checkbox") {
    return (
      <div class="pl-field">
        <label class="pl-check">
          <input
            {...common}
            type="checkbox"
            checked={value !== ""}
            onChange={(event) => onChange(event.currentTarget.checked ? TICKED : "")}
          />
          <span>
            {field.name === CONSENT ? t("form.consent") : labelOf(field)}{" "}
            {field.name === CONSENT && (
              <a href={privacyUrl ?? ""} target="_blank" rel="noopener noreferrer">
                {t("form.privacy")}
                <span class="pl-vh"> {t("log.newTab")}</span>
              </a>
            )}
          </span>
        </label>
        {error}
      </div>
    );
  }
  return (
    <div class="pl-field">
      <label class="pl-label" for={id}>
        {labelOf(field)}
        {field.required === false && <small>{t("form.optional")}</small>}
      </label>
      {field.type === "select" ? (
        <span class="pl-select">
          <select
            {...common}
            class="pl-input"
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          >
            <option value="">{t("form.choose")}</option>
            {field.options?.map((option) => (
              <option key={option} value={option}>
                {option}
              </option>
            ))}
          </select>
          <Icon name="down" />
        </span>
      ) : field.type === "textarea" ? (
        <textarea
          {...common}
          class="pl-input"
          dir="auto"
          rows={3}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <input
          {...common}
          class="pl-input"
          dir="auto"
          {...({ type: inputTypes[field.type] ?? "text" } as { type: "text" })}
          autocomplete={autocompletes[field.name] ?? "off"}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
      {error}
    </div>
  );
}
