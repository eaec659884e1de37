import type { JSX } from "preact";
import { Door } from "./Door.tsx";

/** Doors opening one behind another. */
export const ConnectingDoor = (): JSX.Element => (
  <Door isGlowing>
    <path d="M44 90V62a8 8 0 0 1 16 0v28z" fill="#f3bd5b" stroke="none" />
    <path d="M36 90V56a16 16 0 0 1 32 0v34" opacity=".9" />
    <path d="M25 90V46a27 27 0 0 1 54 0v44" opacity=".55" />
    <path d="M14 90V42a38 38 0 0 1 76 0v48" opacity=".3" />
  </Door>
);
