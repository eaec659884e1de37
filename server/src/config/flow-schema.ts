import { z } from "zod";
import { textIn } from "../domain/localized-text.ts";
import { areTooMuch } from "../domain/rich.ts";
import type { Flow, FlowChoice } from "../domain/tenant.ts";

/* The bot of a deployment, as the configuration file has it. */

const MAX_TEXT = 4_000;
const MAX_LINES = 20;
const MAX_CHOICES = 10;
const MAX_CHOICE = 80;
const MAX_PAYLOAD = 1_000;

const name = z.string().min(1).max(200);
const text = z.string().min(1).max(MAX_TEXT);
/** The language of a BCP 47 tag has two or three letters, so `text` is none. */
export const languageTag: z.ZodString = z.string().regex(/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i);
const localized = z.union(
  [text, z.record(languageTag, text).refine((texts) => Object.keys(texts).length > 0)],
  { error: `must be a text of 1 to ${MAX_TEXT} characters, or such a text for each language tag` },
);
const label = z.string().min(1).max(MAX_CHOICE);
const localizedLabel = z.union(
  [label, z.record(languageTag, label).refine((labels) => Object.keys(labels).length > 0)],
  { error: `must be a text of 1 to ${MAX_CHOICE} characters` },
);
const choice = z.strictObject({
  text: localizedLabel,
  payload: z.string().min(1).max(MAX_PAYLOAD),
  queue: name.exactOptional(),
});
/** Whether the choices fit into one message, in each of their languages. */
function areFew(choices: readonly FlowChoice[]): boolean {
  const tags = choices.flatMap(({ text: all }) =>
    typeof all === "string" ? [] : Object.keys(all),
  );
  return [null, ...new Set(tags)].every(
    (tag) => !areTooMuch(choices.map((one) => ({ ...one, text: textIn(one.text, tag) }))),
  );
}
const line = z.strictObject({
  text: localized,
  choices: z
    .array(choice)
    .max(MAX_CHOICES)
    .refine(areFew, { error: "must be at most 16 KB as JSON" })
    .exactOptional(),
});
const lineOrText = z.union([localized.transform((all) => ({ text: all })), line], {
  error:
    "must be a text, a text for each language tag, or { text, choices } with " +
    `at most ${MAX_CHOICES} choices { text, payload, queue }`,
});

/** One line may stand alone; its problems are then told as those of the first one. */
const greeting = z.preprocess(
  (given) => (Array.isArray(given) ? given : [given]),
  z.array(lineOrText).max(MAX_LINES),
);

export const flowSchema: z.ZodType<Flow> = z.strictObject({ name, greeting });
