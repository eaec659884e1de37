import type { JSX, TargetedKeyboardEvent } from "preact";
import { useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import type { Card } from "../../transport/index.ts";
import { usePanel, useTranslator } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";
import type { Answering } from "./answering.ts";
import { CardBox } from "./CardBox.tsx";
import { indexAfter } from "./index-after.ts";

interface CardsProps extends Answering {
  readonly cards: readonly Card[];
}

/** One card, or a row of them. */
export function Cards({ cards, ...answering }: CardsProps): JSX.Element {
  const [first] = cards;
  if (cards.length === 1 && first !== undefined)
    return <CardBox card={first} index={0} {...answering} />;
  return <Carousel cards={cards} {...answering} />;
}

/** A row of cards that scrolls: by swiping, by arrow keys, and by two buttons. */
function Carousel({ cards, ...answering }: CardsProps): JSX.Element {
  const { direction, t } = useTranslator();
  const { announce } = usePanel();
  const row = useRef<HTMLUListElement>(null);
  const current = useSignal(0);
  const n = cards.length;

  const show = (index: number): void => {
    current.value = index;
    row.current?.children[index]?.scrollIntoView({ block: "nearest", inline: "start" });
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLUListElement>): void => {
    // Keys that are pressed on a card's own button are not for the row.
    if (event.target !== event.currentTarget || /Up|Down/.test(event.key)) return;
    const next = indexAfter(event.key, current.value, n, direction());
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    show(next);
  };
  const onScroll = (): void => {
    const { current: list } = row;
    if (list === null) return;
    // The last card cannot come to the beginning of the row.
    const isAtEnd = list.scrollWidth - list.clientWidth - Math.abs(list.scrollLeft) < 2;
    if (isAtEnd) return void (current.value = n - 1);
    const box = list.getBoundingClientRect();
    const edge = (one: DOMRect): number =>
      Math.abs(direction() === "rtl" ? box.right - one.right : one.left - box.left);
    const all = [...list.children].map((one) => edge(one.getBoundingClientRect()));
    current.value = all.indexOf(Math.min(...all));
  };
  const step = (by: number): void => {
    const next = current.value + by;
    if (next < 0 || next >= n) return;
    show(next);
    announce(t("rich.positionOf", { i: next + 1, n, title: cards[next]?.title ?? "" }));
  };
  const button = (by: -1 | 1): JSX.Element => (
    <button
      type="button"
      class="pl-btn pl-btn--secondary pl-offers__step"
      aria-label={t(by === 1 ? "rich.next" : "rich.previous")}
      aria-disabled={by === 1 ? current.value === n - 1 : current.value === 0}
      onClick={() => step(by)}
    >
      <Icon name={by === 1 ? "next" : "back"} size={16} />
    </button>
  );
  return (
    <div class="pl-offers" role="group" aria-label={t("rich.cards")}>
      <ul ref={row} class="pl-offers__row" tabIndex={0} onKeyDown={onKeyDown} onScroll={onScroll}>
        {cards.map((card, index) => (
          <li key={index} aria-label={t("rich.position", { i: index + 1, n })}>
            <CardBox card={card} index={index} {...answering} />
          </li>
        ))}
      </ul>
      <div class="pl-offers__foot">
        {button(-1)}
        <span class="pl-tnum">{t("rich.position", { i: current.value + 1, n })}</span>
        {button(1)}
      </div>
    </div>
  );
}
