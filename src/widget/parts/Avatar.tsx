import type { JSX } from "preact";
import { Icon } from "./Icon.tsx";

/** The first letters of the first and the last word; a word may begin with a mark or a bracket. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map(
    (word = "") => /[\p{L}\p{N}\p{ExtPict}]/u.exec(word)?.[0],
  );
  return letters.join("").toLocaleUpperCase();
}

/** Picks one of four tints; the same id always gets the same tint. */
function tint(id: string): number {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  return (sum % 4) + 1;
}

/**
 * An arched portrait for a person, a square plaque with a bell for a bot. Its meaning is always
 * repeated in the text beside it.
 */
export function Avatar(props: {
  id: string;
  name: string;
  url?: string | null;
  size?: "md" | "xs";
  isBot?: boolean;
}): JSX.Element {
  const size = props.size === undefined ? "" : ` pl-av--${props.size}`;
  if (props.isBot) {
    return (
      <span class={`pl-av pl-av--bot${size}`} aria-hidden="true">
        <Icon name="bell" size={16} />
      </span>
    );
  }
  return (
    <span class={`pl-av pl-av--${tint(props.id)}${size}`} aria-hidden="true">
      {props.url ? (
        <img src={props.url} alt="" referrerpolicy="no-referrer" />
      ) : (
        initials(props.name)
      )}
    </span>
  );
}
