import type { QueuePlace } from "parlor-contract/records";

/** The place in a queue as a test sets it. */
export type Standing = Pick<QueuePlace, "position" | "ahead" | "estimatedWaitSeconds">;

export const FIRST: Standing = { position: 1, ahead: 0, estimatedWaitSeconds: null };

/** The place as the server tells it: while nobody is there, there is no estimate. */
export const placeIn = (name: string, standing: Standing, isStaffed: boolean): QueuePlace => ({
  name,
  label: null,
  ...standing,
  ...(!isStaffed && { estimatedWaitSeconds: null }),
  isStaffed,
});
