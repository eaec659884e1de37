import { ApiError } from "../../../../plugins/errors.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import { guestMissedView } from "../views.ts";
import type { GuestApiDeps } from "../guest-api-deps.ts";

/**
 * The guest's part of Parlor's extensions: its place in the queue, who will answer, its rating, and
 * more time for an invitation.
 */
export const extensionRoutes: ContractPlugin<GuestApiDeps> = async (app, { chats }) => {
  const one = "/api/v2/parlor/guest/conversations/:conversationId";

  app.get(`${one}/queue`, operation("getParlorGuestQueue"), async ({ guest }) => {
    const place = await chats.queuePlace(guest.conversationId);
    if (place === null) throw new ApiError("not.found", "The guest is not waiting in a queue.");
    return place;
  });

  app.get(`${one}/missed`, operation("getParlorGuestMissed"), async ({ guest }) => {
    const { missed } = (await chats.get(guest.conversationId)).conversation;
    const view = guestMissedView(missed);
    if (view === null) throw new ApiError("not.found", "The conversation is not a missed one.");
    return view;
  });

  app.post(`${one}/rating`, operation("postParlorGuestRating"), async ({ guest, body }, reply) => {
    await chats.rate(guest.conversationId, { score: body.score, comment: body.comment ?? null });
    return reply.code(204).send();
  });

  app.post(
    `${one}/mediarequests/:mediaRequestId/extend`,
    operation("postParlorGuestMediarequestExtend"),
    async ({ guest, params }, reply) => {
      await chats.extendMediaRequest(guest.conversationId, params.mediaRequestId);
      return reply.code(204).send();
    },
  );
};
