import type { Catalogue } from "./en.ts";

/** Messages of content that the visitor answers: choices, cards, times and lists. */
export const enRich = {
  "rich.choices": "Choices",
  "rich.answered": "Choices, answered",
  "rich.chose": "You chose:",
  "rich.countChoices": { one: "{n} choice.", other: "{n} choices." },
  "rich.countCards": { one: "{n} card.", other: "{n} cards." },
  "rich.countTimes": { one: "{n} time.", other: "{n} times." },
  "rich.countItems": { one: "{n} item.", other: "{n} items." },
  "rich.cards": "Cards",
  "rich.position": "{i} of {n}",
  "rich.positionOf": "{i} of {n}, {title}",
  "rich.previous": "Previous",
  "rich.next": "Next",
  "rich.zone": "Times are shown in your time zone ({city}).",
  "rich.more": "More times",
  "rich.pick": "Choose a time",
  "rich.pickTime": "Choose {time}",
  "rich.chosen": "{n} chosen",
  "rich.none": "Nothing chosen yet",
  "rich.send": "Send choices",
  "rich.sendOne": "Send choice",
} as const satisfies Catalogue;
