import type { Details } from "../api/views.ts";

/** A chat of which nothing is known but its queue. */
export const detailsOf = (id: string): Details => ({
  id,
  guest: {
    memberId: `${id}-guest`,
    name: "Guest",
    email: null,
    phoneNumber: null,
    customFields: {},
    externalId: null,
    verifiedFields: [],
    awaySince: null,
  },
  queue: { id: "q", name: "Bookings" },
  subject: null,
  language: null,
  formatting: true,
  transferNote: null,
  lostAgent: null,
  absences: [],
  mediaRequests: [],
  parlor: { fieldLabels: {}, capabilities: { screenShare: null }, language: null, page: null },
});
