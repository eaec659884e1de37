import type {
  IncomingMessage,
  MessageContent,
  MessageId,
} from "../../src/transport/conversation/message.ts";
import type { Card, Choice } from "../../src/transport/conversation/rich-content.ts";
import { incomingMessage } from "../incoming.ts";

/* The choices, cards, times and lists of the design's pictures. */

const choice = (text: string, detail = ""): Choice => ({
  text,
  payload: text,
  imageUrl: null,
  detail,
});
const choices = (...texts: readonly string[]): MessageContent => ({
  kind: "choices",
  choices: texts.map((text) => choice(text)),
});

export const offered = (
  id: string,
  senderId: string,
  at: number,
  body: string,
  ...content: readonly MessageContent[]
): IncomingMessage => incomingMessage(id, { senderId, at, body, content });

export const topics = choices("Change a booking", "Luggage and bikes", "Refunds");
export const trains = choices(
  "Lyon to Trieste",
  "Paris to Vienna",
  "Malmö to Berlin",
  "Talk to a person",
);
export const topicChosen = (to: string): MessageContent => ({
  kind: "answer",
  to: to as MessageId,
  of: "choices",
  payloads: ["Luggage and bikes"],
});

const card = (title: string, text: string, imageUrl: string, choose: string): Card => ({
  title,
  text,
  imageUrl,
  link: null,
  actions: [
    { kind: "answer", ...choice(choose) },
    { kind: "link", text: "See pictures", url: "https://lanternline.example/sleep" },
  ],
});
export const couchette = (imageUrl: string): Card =>
  card(
    "Couchette",
    "A bunk in a compartment for six, with a sheet and a pillow.",
    imageUrl,
    "Choose couchette",
  );
export const cabin = (imageUrl: string): Card =>
  card("Two-bed cabin", "Washbasin, breakfast, a door that locks.", imageUrl, "Choose cabin");
export const seat = (imageUrl: string): Card =>
  card("Reclining seat", "For short nights.", imageUrl, "Choose seat");

/** @param start - 15:30 of the first day */
export function callTimes(start: number): MessageContent {
  const minutes = [0, 30, 105, 1_020, 1_050, 1_215, 1_350, 1_500, 2_880, 4_320];
  return {
    kind: "times",
    title: "Choose a time for the call",
    subtitle: "",
    imageUrl: null,
    times: minutes.map((after) => ({
      at: start + after * 60_000,
      minutes: 15,
      payload: String(after),
    })),
  };
}

export const extras: MessageContent = {
  kind: "list",
  title: "Extras for your booking",
  sections: [
    {
      title: "Breakfast",
      isMultiple: true,
      items: [
        choice("Bread, jam and coffee", "In your compartment at 07:30"),
        choice("Warm breakfast", "In the dining car"),
      ],
    },
    {
      title: "Luggage",
      isMultiple: true,
      items: [
        choice("Bicycle", "Coach 9, space 4"),
        choice("Skis or a pram"),
        choice("One more suitcase", "Up to 25 kg"),
      ],
    },
  ],
};
