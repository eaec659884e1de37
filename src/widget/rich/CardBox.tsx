import type { JSX } from "preact";
import type { Card, CardAction } from "../../transport/index.ts";
import { useTranslator } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";
import type { Answering } from "./answering.ts";
import { Picture } from "./Picture.tsx";

interface CardProps extends Answering {
  readonly card: Card;
  readonly index: number;
}

/** The host of an address; empty for one that a browser cannot read. */
function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return "";
  }
}

/** A link that opens in a new tab and shows its host. */
function OutLink({ url, text, look }: { url: string; text: string; look: string }): JSX.Element {
  const { t } = useTranslator();
  return (
    <a class={look} href={url} target="_blank" rel="noopener noreferrer">
      <span dir="auto">{text}</span>
      <span class="pl-host" dir="ltr">
        {hostOf(url)}
      </span>
      <span class="pl-vh"> {t("log.newTab")}</span>
    </a>
  );
}

/** A card: a picture, a title, a text and at most four buttons, the first of which stands out. */
export function CardBox({ card, isOpen, chosen, answer }: CardProps): JSX.Element {
  const { t } = useTranslator();
  const { title, text, link, actions, imageUrl } = card;
  const look = (index: number): string =>
    `pl-btn pl-btn--block ${index === 0 ? "pl-btn--primary" : "pl-btn--secondary"}`;
  const draw = (action: CardAction, index: number): JSX.Element => {
    if (action.kind === "link")
      return <OutLink key={index} url={action.url} text={action.text} look={look(index)} />;
    const isChosen = chosen.includes(action.payload);
    return (
      <button
        key={index}
        type="button"
        class={`${look(index)}${isChosen ? " is-chosen" : ""}`}
        aria-disabled={!isOpen}
        dir="auto"
        onClick={() => isOpen && answer(action)}
      >
        {isChosen && (
          <>
            <Icon name="check" size={14} />
            <span class="pl-vh">{t("rich.chose")} </span>
          </>
        )}
        {action.text}
      </button>
    );
  };
  return (
    <div class="pl-offer">
      <Picture url={imageUrl} class="pl-offer__pic" />
      <div class="pl-offer__body">
        {link === null ? (
          <b dir="auto">{title}</b>
        ) : (
          <OutLink url={link} text={title} look="pl-offer__link" />
        )}
        {text !== "" && <p dir="auto">{text}</p>}
        {actions.length > 0 && <div class="pl-offer__acts">{actions.map(draw)}</div>}
      </div>
    </div>
  );
}
