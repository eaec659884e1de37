import type { JSX } from "preact";
import { Door } from "./Door.tsx";

/** A door left ajar, with light behind it. */
export const EndedDoor = (): JSX.Element => (
  <Door>
    <path d="M30 90V44a22 22 0 0 1 44 0v46z" fill="#f3bd5b" fill-opacity=".9" stroke="none" />
    <path d="M30 90V44a22 22 0 0 1 44 0v46M14 90h76" />
    <path d="M30 90V44c0-9 4-17 10.5-20.5C47 29 51 38 51 48v50z" fill="var(--pl-paper)" />
    <circle cx="46" cy="66" r="1.9" fill="currentColor" stroke="none" />
  </Door>
);
