import type { JSX } from "preact";

const arts = {
  /** Doors opening one behind another. */
  connecting: (
    <>
      <path d="M44 90V62a8 8 0 0 1 16 0v28z" fill="#f3bd5b" stroke="none" />
      <path d="M36 90V56a16 16 0 0 1 32 0v34" opacity=".9" />
      <path d="M25 90V46a27 27 0 0 1 54 0v44" opacity=".55" />
      <path d="M14 90V42a38 38 0 0 1 76 0v48" opacity=".3" />
    </>
  ),
  /** A door left ajar, with light behind it. */
  ended: (
    <>
      <path d="M30 90V44a22 22 0 0 1 44 0v46z" fill="#f3bd5b" fill-opacity=".9" stroke="none" />
      <path d="M30 90V44a22 22 0 0 1 44 0v46M14 90h76" />
      <path d="M30 90V44c0-9 4-17 10.5-20.5C47 29 51 38 51 48v50z" fill="var(--pl-paper)" />
      <circle cx="46" cy="66" r="1.9" fill="currentColor" stroke="none" />
    </>
  ),
  /** A closed door. */
  failed: (
    <>
      <path d="M30 90V44a22 22 0 0 1 44 0v46" fill="var(--pl-linen)" />
      <path d="M14 90h76M38 81V62h28v19zM38 54v-9a14 14 0 0 1 28 0v9z" />
      <circle cx="69.5" cy="58" r="1.9" fill="currentColor" stroke="none" />
    </>
  ),
  /** A closed door at night. */
  closed: (
    <>
      <path d="M24 90V48a22 22 0 0 1 44 0v42" fill="var(--pl-linen)" />
      <path d="M12 90h80M32 81V64h28v17zM32 57v-8a14 14 0 0 1 28 0v8z" />
      <circle cx="63.5" cy="61" r="1.9" fill="currentColor" stroke="none" />
      <path d="M90 27.5A10.5 10.5 0 1 1 78.5 14 8.5 8.5 0 0 0 90 27.5z" fill="#f3bd5b" />
    </>
  ),
};

/** The illustration of a screen. Decorative only. */
export function Door({ art }: { art: keyof typeof arts }): JSX.Element {
  return (
    <svg
      class={`pl-screen__art${art === "connecting" ? " pl-glow" : ""}`}
      viewBox="0 0 104 104"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {arts[art]}
    </svg>
  );
}
