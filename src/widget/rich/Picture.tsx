import type { JSX } from "preact";
import { useSignal } from "@preact/signals";

/** A picture beside the words that say what it shows; one that cannot be loaded is left out. */
export function Picture({
  url,
  class: look,
}: {
  readonly url: string | null;
  readonly class: string;
}): JSX.Element | null {
  const isBroken = useSignal(false);
  if (url === null || isBroken.value) return null;
  return (
    <img
      class={look}
      src={url}
      alt=""
      loading="lazy"
      decoding="async"
      referrerpolicy="no-referrer"
      onError={() => (isBroken.value = true)}
    />
  );
}
