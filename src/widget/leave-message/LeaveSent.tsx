import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Body } from "../conversation/screens/Body.tsx";
import { Screen } from "../conversation/screens/Screen.tsx";
import { dayName } from "../i18n/dates.ts";
import { useChat, usePanel, useTranslator } from "../model/widget-context.ts";
import { Door } from "../parts/Door.tsx";
import type { Sent } from "./deliver.ts";

/** A letter box with a letter in it. */
const LetterBox = (): JSX.Element => (
  <Door>
    <path d="M30 90V44a22 22 0 0 1 44 0v46" fill="var(--pl-linen)" />
    <path d="M14 90h76M38 46v-1a14 14 0 0 1 28 0v1z" />
    <path d="M39 74h26" stroke-width="3.2" />
    <path d="M37 52h30v17H37z" fill="var(--pl-raised)" />
    <path d="M37.5 53l14.5 9.500L66.5 53" />
  </Door>
);

interface LeaveSentProps {
  readonly sent: Sent & { readonly address: string };
  readonly promise: string;
  readonly onAnother: () => void;
}

/** The message has been stored: where the answer goes, when it was sent, and its text. */
export function LeaveSent({ sent, promise, onAnother }: LeaveSentProps): JSX.Element {
  const translator = useTranslator();
  const { t, timeOf } = translator;
  const { announce } = usePanel();
  const offsetMs = useChat().chat.get().clockOffsetMs ?? 0;
  const title = t("leave.sent");
  useEffect(() => announce(`${title}. ${promise}`), []);
  return (
    <>
      <Body name={title}>
        <Screen art={<LetterBox />} title={title} text={promise} takesFocus>
          <div class="pl-box pl-leave-card">
            <dl>
              <div>
                <dt>{t("leave.answerTo")}</dt>
                <dd>
                  <bdi dir="ltr">{sent.address}</bdi>
                </dd>
              </div>
              <div>
                <dt>{t("leave.sentAt")}</dt>
                <dd>
                  {t("leave.sentTime", {
                    day: dayName(translator, sent.at, Date.now() + offsetMs),
                    time: timeOf(sent.at),
                  })}
                </dd>
              </div>
            </dl>
            <div class="pl-leave-said">
              <small>{t("leave.wrote")}</small>
              <p dir="auto">{sent.text}</p>
            </div>
          </div>
        </Screen>
      </Body>
      <div class="pl-foot">
        <button
          type="button"
          class="pl-btn pl-btn--secondary pl-btn--lg pl-btn--block"
          onClick={onAnother}
        >
          {t("leave.another")}
        </button>
      </div>
    </>
  );
}
