import type { JSX } from "preact";
import { Picture } from "../../../src/widget/rich/Picture.tsx";
import type { CardAction, ContentCard } from "../api/content.ts";
import { isChosenIn } from "../model/content-state.ts";
import { Chip, Chips, Few, type ShownContent } from "./Chips.tsx";
import { english } from "./english.ts";

/** More cards are shown on demand. */
const MOST = 4;

/** One card, or several beside and below each other. */
export function Cards({
  cards,
  ...shown
}: ShownContent & { cards: readonly ContentCard[] }): JSX.Element {
  const [first] = cards;
  if (cards.length === 1 && first !== undefined) return <Card card={first} {...shown} />;
  const isChosen = ({ actions }: ContentCard): boolean =>
    actions.some(
      (one) => one.kind === "answer" && isChosenIn({ kind: "cards" }, shown.answer, one.payload),
    );
  return (
    <Few of={cards} most={MOST} isChosen={isChosen} words="cards">
      {(few) => (
        <ul class="dk-cards__all" role="list" aria-label={english.t("rich.cards")}>
          {few.map((card) => {
            const position = { i: cards.indexOf(card) + 1, n: cards.length };
            return (
              <li key={position.i} aria-label={english.t("rich.position", position)}>
                <Card card={card} {...shown} />
              </li>
            );
          })}
        </ul>
      )}
    </Few>
  );
}

function Card({ card, answer, who }: ShownContent & { card: ContentCard }): JSX.Element {
  const { title, text, imageUrl, link, actions } = card;
  const draw = (action: CardAction, index: number): JSX.Element =>
    action.kind === "link" ? (
      <li key={index}>
        <OutLink url={action.url} text={action.text} />
      </li>
    ) : (
      <Chip key={index} isChosen={isChosenIn({ kind: "cards" }, answer, action.payload)} who={who}>
        {action.text}
      </Chip>
    );
  return (
    <div class="pl-offer">
      <Picture url={imageUrl} class="pl-offer__pic" />
      <div class="pl-offer__body">
        {link === null ? <b dir="auto">{title}</b> : <OutLink url={link} text={title} />}
        {text !== "" && <p dir="auto">{text}</p>}
        {actions.length > 0 && <Chips isAnswered={answer !== null}>{actions.map(draw)}</Chips>}
      </div>
    </div>
  );
}

/** A link of a card. It shows its host, whatever its text is. */
function OutLink({ url, text }: { url: string; text: string }): JSX.Element {
  return (
    <a class="pl-offer__link" href={url} target="_blank" rel="noopener noreferrer">
      <span dir="auto">{text}</span>
      <span class="pl-host" dir="ltr">
        {new URL(url).host}
      </span>
      <span class="pl-vh"> {english.t("log.newTab")}</span>
    </a>
  );
}
