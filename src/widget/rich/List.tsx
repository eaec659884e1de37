import type { JSX } from "preact";
import { useSignal } from "@preact/signals";
import type { Choice, ListContent, ListSection } from "../../transport/index.ts";
import { usePanel, useTranslator } from "../model/widget-context.ts";
import type { Answering } from "./answering.ts";
import { Picture } from "./Picture.tsx";

interface ListProps extends Answering {
  /** Names the group of inputs, apart from those of every other message. */
  readonly name: string;
  readonly content: ListContent;
}

/** Sections of items, one or several of which can be chosen. After the answer its title is left. */
export function List({ content, name, isOpen, answer }: ListProps): JSX.Element {
  const { t } = useTranslator();
  const { announce } = usePanel();
  const chosen = useSignal<readonly Choice[]>([]);
  if (!isOpen) return <p class="pl-spent">{content.title}</p>;

  const { sections, title } = content;
  const isSingle = sections.length === 1 && sections[0]?.isMultiple === false;
  const mark = ({ isMultiple, items }: ListSection, item: Choice, isOn: boolean): void => {
    const others = chosen.value.filter((one) => (isMultiple ? one !== item : !items.includes(one)));
    chosen.value = isOn ? [...others, item] : others;
    announce(t("rich.chosen", { n: chosen.value.length }));
  };
  const send = (): void => {
    // In the order of the list, whatever the order of choosing.
    const all = sections.flatMap(({ items }) => items).filter((one) => chosen.value.includes(one));
    if (all.length > 0) answer(all);
  };
  const n = chosen.value.length;
  return (
    <div class="pl-pick" role="group" aria-label={title}>
      <b dir="auto">{title}</b>
      {sections.map((section, at) => (
        <fieldset key={at} class="pl-pick__part">
          {section.title !== "" && <legend dir="auto">{section.title}</legend>}
          {section.items.map((item, index) => (
            <label key={index} class="pl-item">
              <input
                type={section.isMultiple ? "checkbox" : "radio"}
                name={`${name}-${at}`}
                checked={chosen.value.includes(item)}
                onChange={({ currentTarget }) => mark(section, item, currentTarget.checked)}
              />
              <Picture url={item.imageUrl} class="pl-chip__pic" />
              <span dir="auto">
                {item.text}
                {item.detail !== "" && <small>{item.detail}</small>}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <div class="pl-pick__foot">
        <span class="pl-pick__count">{n === 0 ? t("rich.none") : t("rich.chosen", { n })}</span>
        <button type="button" class="pl-btn pl-btn--primary" aria-disabled={n === 0} onClick={send}>
          {t(isSingle ? "rich.sendOne" : "rich.send")}
        </button>
      </div>
    </div>
  );
}
