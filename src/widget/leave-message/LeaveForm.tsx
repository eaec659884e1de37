import { useComputed } from "@preact/signals";
import type { JSX, TargetedInputEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { PreChatChunk } from "../model/pre-chat-chunks.ts";
import { LIMIT } from "../model/message-limit.ts";
import { useHost, usePanel, useTranslator } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";
import type { Part, useLeaveMessage } from "./use-leave-message.ts";
import { Heading } from "../conversation/screens/Heading.tsx";

type Form = ReturnType<typeof useLeaveMessage>;

interface FieldProps {
  readonly part: Part;
  readonly form: Form;
}

const idOf = (part: Part): string => `pl-leave-${part}`;

/** The attributes of every input. */
const commonOf = ({ part, form }: FieldProps) => ({
  id: idOf(part),
  "data-part": part,
  "aria-required": true,
  "aria-invalid": form.problems.value[part] !== undefined,
  ...(form.problems.value[part] !== undefined && { "aria-describedby": `${idOf(part)}-error` }),
});

function Problem({ part, form }: FieldProps): JSX.Element | null {
  const { t } = useTranslator();
  const key = form.problems.value[part];
  if (key === undefined) return null;
  return (
    <div class="pl-error" id={`${idOf(part)}-error`}>
      <Icon name="alert" size={16} />
      <span key={key}>{t(key, { n: LIMIT })}</span>
    </div>
  );
}

/** The choice between e-mail and phone, and the address. */
function Reach({ form }: { form: Form }): JSX.Element {
  const { direction, t } = useTranslator();
  const { way, address } = form;
  const isEmail = way.value === "email";
  const input = {
    ...commonOf({ part: "address", form }),
    class: "pl-input",
    // Addresses and numbers are written from left to right in every language.
    dir: address.value === "" ? direction() : "ltr",
    value: address.value,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) =>
      form.changeAddress(event.currentTarget.value),
  } as const;
  return (
    <>
      <fieldset class="pl-field">
        <legend class="pl-label">{t("leave.how")}</legend>
        <div class="pl-two">
          {(["email", "phone"] as const).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="pl-way"
                checked={way.value === one}
                onChange={() => (way.value = one)}
              />
              <span>
                <Icon name={one === "email" ? "mail" : "phone"} />
                {t(one === "email" ? "form.email" : "leave.phone")}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div class="pl-field">
        <label class="pl-label" for={idOf("address")}>
          {t(isEmail ? "form.email" : "leave.phone")}
        </label>
        {isEmail ? (
          <input key="email" type="email" autocomplete="email" {...input} />
        ) : (
          <input key="phone" type="tel" autocomplete="tel" {...input} />
        )}
        <Problem part="address" form={form} />
      </div>
    </>
  );
}

function Consent({ form, url }: { form: Form; url: string }): JSX.Element {
  const { t } = useTranslator();
  return (
    <div class="pl-field">
      <label class="pl-check">
        <input
          {...commonOf({ part: "consent", form })}
          type="checkbox"
          checked={form.hasConsent.value}
          onChange={(event) => (form.hasConsent.value = event.currentTarget.checked)}
        />
        <span>
          {t("form.consent")}{" "}
          <a href={url} target="_blank" rel="noopener noreferrer">
            {t("form.privacy")}
            <span class="pl-vh"> {t("log.newTab")}</span>
          </a>
        </span>
      </label>
      <Problem part="consent" form={form} />
    </div>
  );
}

/** The message could not be stored: it stands in the form, and can be sent again. */
function FailedBanner({ onRetry }: { onRetry: () => void }): JSX.Element {
  const { t } = useTranslator();
  const { announce } = usePanel();
  const retry = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    announce(t("leave.failed"), "assertive");
    retry.current?.focus();
  }, []);
  return (
    <div class="pl-banner pl-banner--bad">
      <Icon name="alert" />
      <p>{t("leave.failed")}</p>
      <button ref={retry} type="button" class="pl-link" onClick={onRetry}>
        {t("failed.again")}
      </button>
    </div>
  );
}

interface LeaveFormProps {
  readonly form: Form;
  /** Says that nobody can answer, or invites. */
  readonly title: string;
  /** The words below the title: the invitation, unless the title is that, and the promise. */
  readonly text: string;
  readonly ClosedDoor: PreChatChunk["ClosedDoor"];
}

/** Says that nobody can answer, and takes a message with an address. */
export function LeaveForm({ form, title, text, ClosedDoor }: LeaveFormProps): JSX.Element {
  const { t } = useTranslator();
  const { options } = useHost();
  const panel = usePanel();
  const element = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const privacyUrl = options.preChat?.privacyUrl;
  const inputOf = (part: Part): HTMLElement | null | undefined =>
    element.current?.querySelector<HTMLElement>(`[data-part=${part}]`);
  const submit = (): void => {
    const wrong = form.submit();
    if (wrong !== null) inputOf(wrong)?.focus();
  };
  const isShown = useComputed(() => panel.isShown.value && panel.openedByVisitor.value);
  useEffect(() => {
    if (!isShown.value) return;
    // On touch devices, the on-screen keyboard must not open before the visitor asks for it.
    const isCoarse = matchMedia("(pointer: coarse)").matches;
    const input = inputOf(form.address.peek() === "" ? "address" : "message");
    panel.takeFocus(isCoarse ? heading.current : input);
  }, [isShown.value]);
  return (
    <>
      {form.hasFailed.value && <FailedBanner onRetry={submit} />}
      <form
        ref={element}
        class="pl-prechat"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div class="pl-form">
          <div class="pl-leave-head">
            <ClosedDoor />
            <Heading ref={heading} tabIndex={-1}>
              {title}
            </Heading>
            <p>{text}</p>
          </div>
          <Reach form={form} />
          <div class="pl-field">
            <label class="pl-label" for={idOf("message")}>
              {t("composer.name")}
            </label>
            <textarea
              {...commonOf({ part: "message", form })}
              class="pl-input pl-leave-text"
              rows={4}
              dir="auto"
              value={form.text.value}
              onInput={(event) => form.changeText(event.currentTarget.value)}
            />
            <Problem part="message" form={form} />
          </div>
          {privacyUrl !== undefined && <Consent form={form} url={privacyUrl} />}
        </div>
        <div class="pl-foot">
          <button
            type="submit"
            class="pl-btn pl-btn--primary pl-btn--lg pl-btn--block"
            aria-disabled={form.isSending.value}
          >
            {t(form.isSending.value ? "leave.sending" : "leave.send")}
          </button>
        </div>
      </form>
    </>
  );
}
