import { invalidFields } from "../../../../plugins/text.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import type { GuestApiDeps } from "../guest-api-deps.ts";
import { guestBase, mediaRequestView } from "../views.ts";

/** An agent's requests to share the screen or the page, and the guest's answers. */
export const mediaRequestRoutes: ContractPlugin<GuestApiDeps> = async (app, { chats }) => {
  const requests = `${guestBase}/:conversationId/mediarequests`;

  app.get(requests, operation("getWebchatGuestConversationMediarequests"), async ({ guest }) => ({
    entities: (await chats.mediaRequests(guest.conversationId)).map(mediaRequestView),
  }));

  app.get(
    `${requests}/:mediaRequestId`,
    operation("getWebchatGuestConversationMediarequest"),
    async ({ guest, params }) =>
      mediaRequestView(await chats.mediaRequest(guest.conversationId, params.mediaRequestId)),
  );

  app.patch(
    `${requests}/:mediaRequestId`,
    operation("patchWebchatGuestConversationMediarequest"),
    async ({ guest, params, body }) => {
      const state = body.state.toUpperCase();
      if (state !== "ACCEPTED" && state !== "DECLINED" && state !== "ERRORED")
        throw invalidFields(["state"], "A guest sets ACCEPTED, DECLINED or ERRORED.");
      const { conversationId } = guest;
      return mediaRequestView(
        await chats.answerMediaRequest(conversationId, params.mediaRequestId, state),
      );
    },
  );
};
