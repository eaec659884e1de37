import type { JSX } from "preact";

/** As many characters of the end stay as an extension and a number before it need. */
const END = 9;

/** A file's name, which gives way in the middle and keeps its extension. */
export function FileName({ name }: { name: string }): JSX.Element {
  const letters = Array.from(name);
  const cut = Math.max(0, letters.length - END);
  return (
    <span class="pl-name" dir="auto" title={name}>
      <span>{letters.slice(0, cut).join("")}</span>
      <span>{letters.slice(cut).join("")}</span>
    </span>
  );
}
