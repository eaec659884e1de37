import type { JSX } from "preact";
import { useTranslator } from "../model/widget-context.ts";
import type { PreChatField } from "../options/pre-chat-options.ts";
import { Icon } from "../parts/Icon.tsx";
import { neutralText, textIn } from "../i18n/localized-text.ts";
import { labelOf, problemText } from "./field-words.ts";
import { CONSENT, isRequired, TICKED, type Problem } from "./validate-field.ts";

const inputTypes: Readonly<Record<string, string>> = { phone: "tel", email: "email" };
const autocompletes: Readonly<Record<string, string>> = {
  displayName: "name",
  firstName: "given-name",
  lastName: "family-name",
  email: "email",
  phoneNumber: "tel",
};

interface FieldProps {
  readonly field: PreChatField;
  readonly value: string;
  readonly problem: Problem | null;
  readonly privacyUrl: string | undefined;
  readonly onChange: (value: string) => void;
}

/** Without dots, which a selector would take for a class. */
const idOf = ({ name }: PreChatField): string => `pl-field-${name.replace(/\W/g, "-")}`;

/** The attributes that every kind of input has. */
const commonOf = ({ field, problem }: FieldProps) => ({
  id: idOf(field),
  "data-name": field.name,
  "aria-invalid": problem !== null,
  "aria-required": isRequired(field),
  ...(problem !== null && { "aria-describedby": `${idOf(field)}-error` }),
});

function ProblemLine({ field, problem }: FieldProps): JSX.Element | null {
  const words = useTranslator();
  if (problem === null) return null;
  const text = problemText(field, problem, words);
  return (
    <div class="pl-error" id={`${idOf(field)}-error`}>
      <Icon name="alert" size={16} />
      <span dir="auto" key={text}>
        {text}
      </span>
    </div>
  );
}

function Checkbox(props: FieldProps): JSX.Element {
  const words = useTranslator();
  const { t } = words;
  const { field, value, privacyUrl, onChange } = props;
  return (
    <div class="pl-field">
      <label class="pl-check">
        <input
          {...commonOf(props)}
          type="checkbox"
          checked={value !== ""}
          onChange={(event) => onChange(event.currentTarget.checked ? TICKED : "")}
        />
        <span dir="auto">
          {labelOf(field, words)}{" "}
          {field.name === CONSENT && (
            <a href={privacyUrl ?? ""} target="_blank" rel="noopener noreferrer">
              {t("form.privacy")}
              <span class="pl-vh"> {t("log.newTab")}</span>
            </a>
          )}
        </span>
      </label>
      <ProblemLine {...props} />
    </div>
  );
}

function Select(props: FieldProps): JSX.Element {
  const { language, t } = useTranslator();
  const { field, value, onChange } = props;
  return (
    <span class="pl-select">
      <select
        {...commonOf(props)}
        class="pl-input"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{t("form.choose")}</option>
        {field.options?.map((option) => (
          <option key={neutralText(option)} value={neutralText(option)}>
            {textIn(option, language.value)}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </span>
  );
}

function TextInput(props: FieldProps): JSX.Element {
  const { field, value, onChange } = props;
  return field.type === "textarea" ? (
    <textarea
      {...commonOf(props)}
      class="pl-input"
      dir="auto"
      rows={3}
      value={value}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  ) : (
    <input
      {...commonOf(props)}
      class="pl-input"
      dir="auto"
      {...({ type: inputTypes[field.type] ?? "text" } as { type: "text" })}
      autocomplete={autocompletes[field.name] ?? "off"}
      value={value}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** A field of the form with its label and its problem. */
export function FormField(props: FieldProps): JSX.Element {
  const words = useTranslator();
  const { field } = props;
  if (field.type === "checkbox") return <Checkbox {...props} />;
  return (
    <div class="pl-field">
      <label class="pl-label" for={idOf(field)}>
        <span dir="auto">{labelOf(field, words)}</span>
        {!isRequired(field) && <small>{words.t("form.optional")}</small>}
      </label>
      {field.type === "select" ? <Select {...props} /> : <TextInput {...props} />}
      <ProblemLine {...props} />
    </div>
  );
}
