import { signal, useComputed, useSignal, type ReadonlySignal, type Signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { cleanText, type StartOptions } from "../../transport/index.ts";
import type { WordKey } from "../i18n/translator.ts";
import { SensitiveDataSlot } from "../model/chunk-slots.tsx";
import type { PreChatChunk } from "../model/pre-chat-chunks.ts";
import { LIMIT } from "../model/message-limit.ts";
import { storedDraft } from "../model/stored-draft.ts";
import { useWidget, type WidgetContext } from "../model/widget-context.ts";
import { deliver, type Sent } from "./deliver.ts";
import { promisedTime } from "./promised-time.ts";

/** The ways to answer a message. */
export type Way = "email" | "phone";
/** The parts of the form that can be wrong, in their order. */
export type Part = "address" | "message" | "consent";
const partNames: readonly Part[] = ["address", "message", "consent"];
type Problems = { readonly [name in Part]?: WordKey | undefined };

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

/** The most that the server takes. */
const MAX_PROMISE = 200;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** A plus sign or two zeros, and seven digits or more in any grouping. */
const PHONE = /^\(?(?:\+|00)(?:[\s().\-/]*\d){7,17}\s*$/;

function problemsIn(way: Way, address: string, text: string, lacksConsent: boolean): Problems {
  const isRight = (way === "email" ? EMAIL : PHONE).test(address);
  return {
    ...(!isRight && { address: way === "email" ? "form.error.emailForm" : "leave.error.phone" }),
    ...(text === "" && { message: "leave.error.message" }),
    ...(text.length > LIMIT && { message: "leave.error.long" }),
    ...(lacksConsent && { consent: "form.error.consent" }),
  };
}

/** The fields as they stand. */
interface Fields
  extends Pick<
    LeaveMessageForm,
    "way" | "address" | "text" | "hasConsent" | "changeAddress" | "changeText"
  > {
  /** The name of the profile's field that takes the address. */
  readonly name: ReadonlySignal<"email" | "phoneNumber">;
  /** The address as it is sent. */
  readonly reach: () => string;
  /** The text as it is sent. */
  readonly body: () => string;
  /** Stores the text as the draft; null when it is stored as a message. */
  readonly keep: (text: string | null) => void;
}

/**
 * The fields. The text is the composer's draft and is stored as it is; the address is one of the
 * form's answers, which end with the page.
 */
function useFields({ normalizeValue }: PreChatChunk): Fields {
  const { panel, host } = useWidget();
  const { deploymentId, preChat, profile } = host.options;
  const visit = panel.visit.value;
  const answers = (visit.answers ??= signal<Readonly<Record<string, string>>>({}));
  const draft = useMemo(() => storedDraft(deploymentId), [deploymentId]);
  const way = useSignal<Way>("email");
  const text = useSignal(draft.read() ?? "");
  const hasConsent = useSignal(preChat?.privacyUrl === undefined);
  const name = useComputed(() => (way.value === "email" ? "email" : "phoneNumber"));
  const address = useComputed(() => answers.value[name.value] ?? profile[name.value] ?? "");
  return {
    way,
    text,
    hasConsent,
    name,
    address,
    reach: () => normalizeValue({ type: way.value }, address.value),
    body: () => cleanText(text.value).trim(),
    changeAddress(written) {
      answers.value = { ...answers.value, [name.value]: written };
    },
    changeText(written) {
      text.value = written;
      draft.write(cleanText(written) || null);
    },
    keep: (next) => draft.write(next),
  };
}

/** The agents learn what the visitor has read. */
function promiseIn({
  host: { options },
  translator,
}: WidgetContext): Pick<StartOptions, "promise"> {
  const text = promisedTime(options, translator.language.value).slice(0, MAX_PROMISE);
  const { leaveMessage } = options;
  if (text === "" || typeof leaveMessage !== "object") return {};
  const { withinHours } = leaveMessage;
  return { promise: { text, ...(withinHours !== undefined && { withinHours }) } };
}

/** Sends what the fields hold, and tells how far it has come. */
function useSending(
  preChat: PreChatChunk,
  { way, name, reach, body, changeText, keep }: Fields,
): Pick<LeaveMessageForm, "isSending" | "hasFailed" | "sent"> & {
  readonly send: () => void;
} {
  const context = useWidget();
  const { options, emit } = context.host;
  const { answers, startWith } = context.panel.visit.value;
  const isSending = useSignal(false);
  const hasFailed = useSignal(false);
  const sent = useSignal<(Sent & { readonly address: string }) | null>(null);
  const sendNow = async (): Promise<void> => {
    const address = reach();
    const label = context.translator.t(way.value === "email" ? "form.email" : "leave.phone");
    const isAgain = hasFailed.peek();
    isSending.value = true;
    hasFailed.value = false;
    const { fields = [], privacyUrl } = options.preChat ?? {};
    if (privacyUrl !== undefined && !isAgain) emit("consent:given");
    const profile = { ...options.profile, ...startWith.profile };
    const start = {
      ...startWith,
      // Of the site's form the hidden fields count, and what the visitor has answered before.
      profile: {
        ...preChat.profileFrom(profile, fields, answers?.value ?? {}),
        [name.value]: address,
      },
      fieldLabels: { ...startWith.fieldLabels, [name.value]: label },
      ...promiseIn(context),
    };
    try {
      const text = body();
      // From its first moment in the outbox the text is a message, also for a page that is loaded
      // anew.
      const arrived = await deliver(context.chat.chat, start, text, () => keep(null));
      sent.value = { ...arrived, address };
      changeText("");
    } catch {
      keep(body());
      // The banner says so, and the text stands in the field.
      hasFailed.value = true;
    }
    isSending.value = false;
  };
  return {
    isSending,
    hasFailed,
    sent,
    send() {
      if (options.sensitiveData === null) void sendNow();
      else
        void SensitiveDataSlot.fetch().then(
          ({ sendGuarded }) => sendGuarded(context, body(), () => void sendNow()),
          // Without a network nothing can be sent; the visitor tries once more.
          () => (hasFailed.value = true),
        );
    },
  };
}

/** The message that a visitor leaves: its fields, their problems, and its sending. */
export function useLeaveMessage(preChat: PreChatChunk): LeaveMessageForm {
  const { panel, translator } = useWidget();
  const fields = useFields(preChat);
  const { send, ...sending } = useSending(preChat, fields);
  const { way, text, hasConsent, address, reach, body } = fields;
  const problems = useSignal<Problems>({});
  const found = (): Problems => problemsIn(way.value, reach(), body(), !hasConsent.value);
  // Once a part has failed, it is checked with every change.
  useEffect(() => {
    const now = found();
    const failed = partNames.filter((name) => problems.peek()[name] !== undefined);
    problems.value = Object.fromEntries(failed.map((name) => [name, now[name]]));
  }, [way.value, text.value, hasConsent.value, address.value]);
  return {
    ...fields,
    ...sending,
    problems,
    submit() {
      if (sending.isSending.value) return null;
      const now = found();
      problems.value = now;
      const wrong = partNames.filter((name) => now[name] !== undefined);
      const [first = null] = wrong;
      if (first === null) send();
      else panel.announce(translator.t("form.problems", { n: wrong.length }), "assertive");
      return first;
    },
  };
}
