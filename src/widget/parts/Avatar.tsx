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

/** Picks one of four tints; the same text always gets the same tint. */
function tint(key: string): number {
  let sum = 0;
  for (const char of key) sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  return (sum % 4) + 1;
}

/**
 * An arched portrait for a person, a square plaque with a bell for a bot. Its meaning is always
 * repeated in the text beside it.
 */
export function Avatar(props: {
  name: string;
  /**
   * Decides the tint. Default: the name, by which an agent has one tint in all conversations and at
   * the desk; guests, who often share a name, are told apart by their conversation.
   */
  id?: string;
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
    <span class={`pl-av pl-av--${tint(props.id ?? props.name)}${size}`} aria-hidden="true">
      {props.url ? (
        <img src={props.url} alt="" referrerpolicy="no-referrer" />
      ) : (
        initials(props.name)
      )}
    </span>
  );
}
