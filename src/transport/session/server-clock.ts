import type { NoteTime } from "../backend/backend.ts";
import type { Chat } from "../chat.ts";
import { followOffset } from "../ports/clock-offset.ts";

/** Follows the server's clock by the newest time that it has told. */
export const followServerClock = ({
  dispatch,
  ports,
  store,
}: Pick<Chat, "dispatch" | "ports" | "store">): NoteTime =>
  followOffset(
    ports.clock,
    () => store.get().clockOffsetMs,
    (offsetMs) => dispatch({ type: "clock", offsetMs }),
  );

/** The time by the server's clock, as far as it is known; ms since 1970. */
export const serverNow = ({ ports, store }: Pick<Chat, "ports" | "store">): number =>
  ports.clock.now() + (store.get().clockOffsetMs ?? 0);
