import type { JSX } from "preact";

/** Parlor's sign: a lit door that is a speech bubble, too. */
export const Mark = (): JSX.Element => (
  <svg
    class="pl-mark"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d="M5.5 21V10.5a6.5 6.5 0 0 1 13 0V15a3 3 0 0 1-3 3H9.2z" fill="#f3bd5b" />
    <circle cx="15" cy="12" r="1.25" fill="currentColor" stroke="none" />
  </svg>
);
