import type { GuestBodyType } from "./records.ts";

/** The type of a guest's message, which a client may write in any case or leave out. */
export const guestBodyType = (given: string | null | undefined): GuestBodyType =>
  given?.toLowerCase() === "notice" ? "notice" : "standard";
