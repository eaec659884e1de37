import { operation, type ContractPlugin } from "../../operation.ts";
import { guestMissedView } from "../views.ts";
import type { GuestApiDeps } from "../guest-api-deps.ts";

/**
 * The guest's part of Parlor's extensions: its place in line, who will answer, its page and rating,
 * and more time for an invitation.
 */
export const extensionRoutes: ContractPlugin<GuestApiDeps> = async (app, { chats }) => {
  const one = "/api/v2/parlor/guest/conversations/:conversationId";

  // A page asks without knowing whether there is anything: a refusal would stand in its console.
  app.get(`${one}/queue`, operation("getParlorGuestQueue"), async ({ guest }, reply) => {
    const place = await chats.queuePlace(guest.conversationId);
    return place ?? reply.code(204).send();
  });

  app.get(`${one}/missed`, operation("getParlorGuestMissed"), async ({ guest }, reply) => {
    const { missed } = (await chats.get(guest.conversationId)).conversation;
    return guestMissedView(missed) ?? reply.code(204).send();
  });

  app.patch(`${one}/page`, operation("patchParlorGuestPage"), async ({ guest, body }, reply) => {
    const canShareScreen = body.capabilities?.screenShare ?? null;
    if (canShareScreen !== null) await chats.changePage(guest.conversationId, { canShareScreen });
    return reply.code(204).send();
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
