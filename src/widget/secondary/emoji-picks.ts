import { persistedValue } from "../model/persisted-value.ts";

/** A row of the picker. */
const MAX_SHOWN = 8;
/** So many choices are remembered; older ones are forgotten. */
const MAX_KEPT = 32;

/** The visitor's own choices of emoji in this browser. */
export interface EmojiPicks {
  /** The emoji that were chosen most often; of two, the one that was chosen last is first. */
  readonly often: readonly string[];
  add(one: string): void;
}

/** Reads the stored choices. @param known - anything else in storage is dropped */
export function emojiPicks(deploymentId: string, known: readonly string[]): EmojiPicks {
  const stored = persistedValue("emoji", deploymentId);
  const picks = (stored.read() ?? "").split(" ").filter((one) => known.includes(one));
  const counts = new Map<string, number>();
  for (const one of picks) counts.set(one, (counts.get(one) ?? 0) + 1);
  const count = (one: string): number => counts.get(one) ?? 0;
  return {
    // The map has them by their last choice, which the sorting keeps among equals.
    often: [...counts.keys()].sort((a, b) => count(b) - count(a)).slice(0, MAX_SHOWN),
    add: (one) => stored.write([one, ...picks].slice(0, MAX_KEPT).join(" ")),
  };
}
