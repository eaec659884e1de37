import type { JSX } from "preact";
import { formatOf } from "../conversation/log/format-of.ts";
import { textIn, type LocalizedText } from "../i18n/localized-text.ts";
import type { Visit } from "../model/panel.ts";
import { useChat, useHost, usePanel, useTranslator } from "../model/widget-context.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { Choices } from "./Choices.tsx";

type Status = NonNullable<Visit["status"]["value"]>;

/** The tag of the language that has this text; undefined for one text of all languages. */
const tagOf = (texts: LocalizedText, text: string): string | undefined =>
  typeof texts === "string" ? undefined : Object.keys(texts).find((tag) => texts[tag] === text);

function Greeting({ status }: { status: Status }): JSX.Element {
  const { language, t, timeOf } = useTranslator();
  const { options } = useHost();
  const name = status.senderName || options.company;
  const time = timeOf(status.at);
  return (
    <>
      {status.greeting.map((line, index) => {
        const text = textIn(line.text, language.value);
        const { Body, spoken } = formatOf({ body: text }, { capabilities: status });
        const isFirst = index === 0;
        const isLast = index === status.greeting.length - 1;
        const classes = ["pl-group pl-group--bot", isFirst && "is-first", isLast && "is-last"];
        return (
          <li key={index} class={classes.filter(Boolean).join(" ")}>
            {isFirst && <Avatar id="" name={name} isBot />}
            <div
              class="pl-group__main"
              part="message"
              role="article"
              tabIndex={-1}
              lang={tagOf(line.text, text)}
              aria-label={t("log.row", { name, time, text: spoken(text) })}
            >
              {isFirst && (
                <div class="pl-who">
                  <b>{name}</b>
                  <span class="pl-tag">{t("log.automated")}</span>
                  <time class="pl-tnum" dateTime={new Date(status.at).toISOString()}>
                    {time}
                  </time>
                </div>
              )}
              <div class="pl-b">
                <Body body={text} newTab={t("log.newTab")} code={t("log.code")} />
              </div>
            </div>
          </li>
        );
      })}
    </>
  );
}

/**
 * The greeting as the server will send it with the conversation, until it has: the first message of
 * anybody but the guest takes its place. Its choices go with the beginning of the conversation.
 */
export function GreetingRows(): JSX.Element | null {
  const { signals } = useChat();
  const status = usePanel().visit.value.status.value;
  const phase = signals.phase.value.kind;
  const { messages } = signals.state.peek();
  const isBegun = signals.order.value.some((key) => messages.get(key)?.isOwn === false);
  if (status == null || status.greeting.length === 0 || isBegun) return null;
  const choices = status.greeting.at(-1)?.choices ?? [];
  return (
    <>
      <Greeting status={status} />
      {phase === "none" && choices.length > 0 && <Choices choices={choices} />}
    </>
  );
}
