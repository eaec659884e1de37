import type { RichContent } from "parlor-contract/records";
import type { Rich } from "../../server/src/domain/rich-parts.ts";
import type { GuestChat, Message } from "../../src/transport/index.ts";

/** The offers and answers of one of the transcripts. */
interface Told {
  readonly offers: readonly string[];
  /** The texts of answers, each with the payload. */
  readonly answers: readonly string[];
}

/**
 * A guest who answers the agent's offers as soon as they are there, each with a double click, and
 * as often as the schedule says.
 */
export class GuestAnswers {
  #offered = 0;
  #wanted = 0;
  readonly #given = new Set<string>();
  #undo = (): void => undefined;

  /** The page was opened. */
  follow(chat: GuestChat): void {
    this.#undo();
    this.#undo = chat.subscribe(() => this.#answer(chat));
    this.#answer(chat);
  }

  /** The next offer of the agent. */
  offer(): Rich {
    const number = this.#offered++;
    const choices = ["yes", "no"].map((word) => ({
      text: `${word} ${number}`,
      payload: `${word}-${number}`,
    }));
    const content: RichContent = { kind: "choices", choices };
    return { text: `offer ${number}`, content: [content] };
  }

  /** The guest will answer one more offer. */
  answerOne(chat: GuestChat): void {
    this.#wanted++;
    this.#answer(chat);
  }

  /** The fault in a transcript; empty when each offer and each answer is there once. */
  complaint({ offers, answers }: Told): string {
    const wantedOffers = Array.from({ length: this.#offered }, (_, n) => `offer ${n}`);
    const wantedAnswers = [...this.#given].map((offer) => offer.replace("offer", "yes"));
    const isSame = (told: readonly string[], wanted: readonly string[]): boolean =>
      told.toSorted().join() === wanted.toSorted().join();
    if (!isSame(offers, wantedOffers)) return `offers: ${offers.join(", ")} of ${this.#offered}`;
    const all = wantedAnswers.map((text) => `${text}: ${text.replace(" ", "-")}`);
    // Every offer that a guest wants to answer has come by now.
    const isDone = this.#given.size === Math.min(this.#wanted, this.#offered);
    return isDone && isSame(answers, all) ? "" : `answers: ${answers.join(", ")} of ${all.join()}`;
  }

  close(): void {
    this.#undo();
  }

  #answer(chat: GuestChat): void {
    if (this.#given.size >= this.#wanted) return;
    const { messages, order } = chat.get();
    const offer = order
      .map((key) => messages.get(key))
      .find((row) => row !== undefined && isOffer(row) && !this.#given.has(row.body));
    const content = offer?.content.find(({ kind }) => kind === "choices");
    const choice = content?.kind === "choices" ? content.choices[0] : undefined;
    if (offer === undefined || choice === undefined) return;
    // The state changes by this, and the guest is asked again.
    this.#given.add(offer.body);
    chat.answer(offer.key, choice);
    chat.answer(offer.key, choice);
  }
}

/** Whether a row is an offer of the agent. */
export const isOffer = ({ body }: Pick<Message, "body">): boolean => /^offer \d+$/.test(body);
