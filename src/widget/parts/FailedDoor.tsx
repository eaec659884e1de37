import type { JSX } from "preact";
import { Door } from "./Door.tsx";

/** A closed door. */
export const FailedDoor = (): JSX.Element => (
  <Door>
    <path d="M30 90V44a22 22 0 0 1 44 0v46" fill="var(--pl-linen)" />
    <path d="M14 90h76M38 81V62h28v19zM38 54v-9a14 14 0 0 1 28 0v9z" />
    <circle cx="69.5" cy="58" r="1.9" fill="currentColor" stroke="none" />
  </Door>
);
