import { signal, useComputed, useSignal, type ReadonlySignal, type Signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { cleanText } from "../../transport/index.ts";
import type { WordKey } from "../i18n/translator.ts";
import { SensitiveDataSlot, type PreChatChunk } from "../model/chunk-slots.tsx";
import { LIMIT } from "../model/message-limit.ts";
import { persistedValue } from "../model/persisted-value.ts";
import { useWidget } from "../model/widget-context.ts";
import { deliver, type Sent } from "./deliver.ts";

/** The ways to answer a message. */
export type Way = "email" | "phone";
/** The parts of the form that can be wrong, in their order. */
export type Part = "address" | "message" | "consent";
export type Problems = { readonly [name in Part]?: WordKey };

interface LeaveMessageForm {
  readonly way: Signal<Way>;
  readonly address: ReadonlySignal<string>;
  readonly text: ReadonlySignal<string>;
  readonly hasConsent: Signal<boolean>;
  readonly problems: ReadonlySignal<Problems>;
  readonly isSending: ReadonlySignal<boolean>;
  /** The message could not be stored. */
  readonly hasFailed: ReadonlySignal<boolean>;
  /** Set when the server has stored the message. */
  readonly sent: ReadonlySignal<(Sent & { readonly address: string }) | null>;
  changeAddress(written: string): void;
  changeText(written: string): void;
  /** Sends what is written. Returns the first wrong part, or null. */
  submit(): Part | null;
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** A plus sign or two zeros, and seven digits or more in any grouping. */
const PHONE = /^\(?(?:\+|00)(?:[\s().\-/]*\d){7,17}\s*$/;

function problemsIn(
  way: Way,
  address: string,
  text: string,
  lacksConsent: boolean,
): Problems {
  const isRight = (way === "email" ? EMAIL : PHONE).test(address);
  return {
    ...(!isRight && { address: way === "email" ? "form.error.emailForm" : "leave.error.phone" }),
    ...(text === "" && { message: "leave.error.message" }),
    ...(text.length > LIMIT && { message: "leave.error.long" }),
    ...(lacksConsent && { consent: "form.error.consent" }),
  };
}

/**
 * The message that a visitor leaves. The text is the composer's draft and is stored as it is; the
 * address is one of the form's answers, which end with the page.
 */
export function useLeaveMessage({ normalizeValue }: PreChatChunk): LeaveMessageForm {
  const context = useWidget();
  const { panel } = context;
  const { options } = context.host;
  const { t } = context.translator;
  const visit = panel.visit.value;
  const answers = (visit.answers ??= signal<Readonly<Record<string, string>>>({}));
  const draft = useMemo(
    () => persistedValue("draft", options.deploymentId, "sessionStorage"),
    [options.deploymentId],
  );
  const way = useSignal<Way>("email");
  const text = useSignal(draft.read() ?? "");
  const hasConsent = useSignal(options.preChat?.privacyUrl === undefined);
  const problems = useSignal<Problems>({});
  const isSending = useSignal(false);
  const hasFailed = useSignal(false);
  const sent = useSignal<(Sent & { readonly address: string }) | null>(null);
  const field = useComputed(() => (way.value === "email" ? "email" : "phoneNumber"));
  const address = useComputed(
    () => answers.value[field.value] ?? options.profile[field.value] ?? "",
  );
  const found = (): Problems =>
    problemsIn(
      way.value,
      normalizeValue({ type: way.value }, address.value),
      cleanText(text.value).trim(),
      !hasConsent.value,
    );
  /** Once a part has failed, it is checked with every change. */
  const check = (): void => {
    const now = found();
    problems.value = Object.fromEntries(
      Object.keys(problems.value).flatMap((name) => {
        const key = now[name as Part];
        return key === undefined ? [] : [[name, key]];
      }),
    );
  };
  useEffect(check, [way.value, hasConsent.value]);

  const send = async (): Promise<void> => {
    const reach = normalizeValue({ type: way.value }, address.value);
    isSending.value = true;
    hasFailed.value = false;
    const start = {
      ...visit.startWith,
      profile: { ...options.profile, ...visit.startWith.profile, [field.value]: reach },
      fieldLabels: {
        ...visit.startWith.fieldLabels,
        [field.value]: t(way.value === "email" ? "form.email" : "leave.phone"),
      },
    };
    try {
      const done = await deliver(context.chat.chat, start, cleanText(text.value).trim());
      draft.write(null);
      text.value = "";
      sent.value = { ...done, address: reach };
    } catch {
      hasFailed.value = true;
    }
    isSending.value = false;
  };
  return {
    way,
    address,
    text,
    hasConsent,
    problems,
    isSending,
    hasFailed,
    sent,
    changeAddress(written) {
      answers.value = { ...answers.value, [field.value]: written };
      check();
    },
    changeText(written) {
      text.value = written;
      draft.write(cleanText(written) || null);
      check();
    },
    submit() {
      if (isSending.value) return null;
      problems.value = found();
      const [first] = (["address", "message", "consent"] as const).filter(
        (name) => problems.value[name] !== undefined,
      );
      if (first !== undefined) {
        panel.announce(
          t("form.problems", { n: Object.keys(problems.value).length }),
          "assertive",
        );
        return first;
      }
      if (options.sensitiveData === null) void send();
      else
        void SensitiveDataSlot.fetch().then(
          ({ sendGuarded }) => sendGuarded(context, text.value, () => void send()),
          // Without a network nothing can be sent; the visitor tries once more.
          () => (hasFailed.value = true),
        );
      return null;
    },
  };
}
