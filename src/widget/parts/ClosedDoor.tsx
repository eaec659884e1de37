import type { JSX } from "preact";
import { Door } from "./Door.tsx";

/** A closed door at night. */
export const ClosedDoor = (): JSX.Element => (
  <Door>
    <path d="M24 90V48a22 22 0 0 1 44 0v42" fill="var(--pl-linen)" />
    <path d="M12 90h80M32 81V64h28v17zM32 57v-8a14 14 0 0 1 28 0v8z" />
    <circle cx="63.5" cy="61" r="1.9" fill="currentColor" stroke="none" />
    <path d="M90 27.5A10.5 10.5 0 1 1 78.5 14 8.5 8.5 0 0 0 90 27.5z" fill="#f3bd5b" />
  </Door>
);
