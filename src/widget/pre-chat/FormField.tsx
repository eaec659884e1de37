import type { JSX } from "preact";
import { useTranslator } from "../model/widget-context.ts";
import type { PreChatField } from "../options/options.ts";
import { Icon } from "../parts/Icon.tsx";
import { CONSENT, labelOf, TICKED } from "./validate-field.ts";

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
  /** The translated problem with the value; empty if there is none. */
  readonly problem: string;
  readonly privacyUrl: string | undefined;
  readonly onChange: (value: string) => void;
}

const idOf = ({ name }: PreChatField): string => `pl-field-${name}`;

/** The attributes that every kind of input has. */
const commonOf = ({ field, problem }: FieldProps) => ({
  id: idOf(field),
  "data-name": field.name,
  "aria-invalid": problem !== "",
  "aria-required": field.required !== false,
  ...(problem !== "" && { "aria-describedby": `${idOf(field)}-error` }),
});

function Problem({ field, problem }: FieldProps): JSX.Element | null {
  if (problem === "") return null;
  return (
    <div class="pl-error" id={`${idOf(field)}-error`}>
      <Icon name="alert" size={16} />
      {problem}
    </div>
  );
}

function Checkbox(props: FieldProps): JSX.Element {
  const { t } = useTranslator();
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
        <span>
          {field.name === CONSENT ? t("form.consent") : labelOf(field, t)}{" "}
          {field.name === CONSENT && (
            <a href={privacyUrl ?? ""} target="_blank" rel="noopener noreferrer">
              {t("form.privacy")}
              <span class="pl-vh"> {t("log.newTab")}</span>
            </a>
          )}
        </span>
      </label>
      <Problem {...props} />
    </div>
  );
}

function Select(props: FieldProps): JSX.Element {
  const { t } = useTranslator();
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
          <option key={option} value={option}>
            {option}
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
  const { t } = useTranslator();
  const { field } = props;
  if (field.type === "checkbox") return <Checkbox {...props} />;
  return (
    <div class="pl-field">
      <label class="pl-label" for={idOf(field)}>
        {labelOf(field, t)}
        {field.required === false && <small>{t("form.optional")}</small>}
      </label>
      {field.type === "select" ? <Select {...props} /> : <TextInput {...props} />}
      <Problem {...props} />
    </div>
  );
}
