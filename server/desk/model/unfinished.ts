import { choicesToSend, offerLine, type DraftChoice } from "./draft-choices.ts";
import type { NotSent, UnsentFile, UnsentMessage } from "./unsent-message.ts";

/* The form in which unfinished work is held, and stored with the tab. */

const VERSION = 1;

/** An agent's unfinished work in one conversation. */
export interface Unfinished {
  readonly draft: string;
  /** The choices below the draft; empty while the agent offers none. */
  readonly choices: readonly DraftChoice[];
  readonly unsent: readonly UnsentMessage[];
  readonly wrapUp: { readonly code: string; readonly note: string };
  readonly transferNote: string;
}

export const nothingUnfinished: Unfinished = {
  draft: "",
  choices: [],
  unsent: [],
  wrapUp: { code: "", note: "" },
  transferNote: "",
};

/** The text to store; null when there is nothing. */
export function write(unfinished: Unfinished): string | null {
  const { draft, choices, unsent, wrapUp, transferNote } = unfinished;
  const isEmpty =
    draft === "" &&
    choices.length === 0 &&
    unsent.length === 0 &&
    wrapUp.code === "" &&
    wrapUp.note === "" &&
    transferNote === "";
  return isEmpty
    ? null
    : JSON.stringify({ version: VERSION, draft, choices, unsent, wrapUp, transferNote });
}

/** Whether the agent has written something that is not sent. */
export const hasDraft = ({ draft, choices }: Pick<Unfinished, "draft" | "choices">): boolean =>
  draft !== "" || choicesToSend(choices).length > 0;

/** A message as one line: its text, its choices and the names of its files. */
export const textOf = ({ body, files, choices }: UnsentMessage): string =>
  [offerLine(body, choices), ...files.map(({ name }) => name)]
    .filter((one) => one !== "")
    .join(", ");

/**
 * Lists a person's lost texts and files as sentences; empty when there are none.
 * @param files - the names of the files that were attached and not sent
 */
export function lossOf(unfinished: Unfinished, files: readonly string[] = []): readonly string[] {
  const { draft, choices, unsent, wrapUp, transferNote } = unfinished;
  const texts = [...unsent.map(textOf), offerLine(draft, choices)].filter(
    (one) => one.trim() !== "",
  );
  const notes = [wrapUp.note, transferNote].filter((one) => one.trim() !== "");
  return [
    ...notes.map((one) => `Your note was not saved: “${one}”.`),
    ...texts.map((one) => `Your message was not sent: “${one}”.`),
    ...files.map((name) => `Your file was not sent: “${name}”.`),
  ];
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);
type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const record = (value: unknown): Fields => (isFields(value) ? value : {});

/** A file of a stored message; the server has its bytes. */
function file(value: unknown): readonly UnsentFile[] {
  const { id, name, size, type } = record(value);
  const isWhole = [id, name, type].every((one) => typeof one === "string");
  return isWhole && typeof size === "number"
    ? [{ id: text(id), name: text(name), type: text(type), size }]
    : [];
}

function choice(value: unknown): readonly DraftChoice[] {
  const { text: words, payload } = record(value);
  if (typeof words !== "string") return [];
  return [{ text: words, ...(typeof payload === "string" && { payload }) }];
}
const choicesIn = (value: unknown): readonly DraftChoice[] =>
  // Version 0.2.0 knew no choices.
  Array.isArray(value) ? value.flatMap(choice) : [];

const reasons: Readonly<Record<NotSent, true>> = {
  connection: true,
  busy: true,
  server: true,
  refused: true,
  files: true,
  "too-long": true,
  ended: true,
  left: true,
  "signed-out": true,
  held: true,
  interrupted: true,
};
const isReason = (value: unknown): value is NotSent =>
  typeof value === "string" && Object.hasOwn(reasons, value);

function message(value: unknown): readonly UnsentMessage[] {
  const { key, body, at, legId, nextLegId, after, isInDoubt, delivery, ...parts } = record(value);
  if (typeof key !== "string" || typeof body !== "string" || typeof at !== "number") return [];
  const { kind, reason } = record(delivery);
  return [
    {
      key,
      body,
      // Version 0.2.0 knew no files.
      files: Array.isArray(parts["files"]) ? parts["files"].flatMap(file) : [],
      choices: choicesIn(parts["choices"]),
      at,
      legId: textOrNull(legId),
      nextLegId: textOrNull(nextLegId),
      after: textOrNull(after),
      isInDoubt: isInDoubt === true,
      // One that was under way when the page went is sent again, with its key.
      delivery:
        kind === "failed" && isReason(reason) ? { kind: "failed", reason } : { kind: "queued" },
    },
  ];
}

/** Reads a stored text. Null for what is damaged, or of another version. */
export function read(stored: string | null): Unfinished | null {
  try {
    const { version, draft, choices, unsent, wrapUp, transferNote } = record(
      JSON.parse(stored ?? "null"),
    );
    if (version !== VERSION) return null;
    const { code, note } = record(wrapUp);
    return {
      draft: text(draft),
      choices: choicesIn(choices),
      unsent: Array.isArray(unsent) ? unsent.flatMap(message) : [],
      wrapUp: { code: text(code), note: text(note) },
      transferNote: text(transferNote),
    };
  } catch {
    return null;
  }
}
