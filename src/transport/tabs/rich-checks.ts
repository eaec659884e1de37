import { listOf, maybe, shape, text, time, union, whole, flag, type Check } from "./checks.ts";

/* Checks of content from another tab that the guest may answer. */

/** Links are followed, so that only the scheme that a decoder lets through is. */
const address: Check = (value) => text(value) && /^https:\/\//i.test(String(value));
const choice = { text, payload: text, imageUrl: maybe(text), detail: text };
const action = union("kind", { answer: choice, link: { text, url: address } });

/** A part of a message that is neither a file nor an answer. */
export const richPart = union("kind", {
  choices: { choices: listOf(shape(choice)) },
  cards: {
    cards: listOf(
      shape({
        title: text,
        text,
        imageUrl: maybe(text),
        link: maybe(address),
        actions: listOf(action),
      }),
    ),
  },
  times: {
    title: text,
    subtitle: text,
    imageUrl: maybe(text),
    times: listOf(shape({ at: time, minutes: whole, payload: text })),
  },
  list: {
    title: text,
    sections: listOf(shape({ title: text, isMultiple: flag, items: listOf(shape(choice)) })),
  },
  unsupported: { type: text },
});
