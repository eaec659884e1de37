import type { FastifyPluginAsync } from "fastify";
import { guestAttachmentRoutes } from "./routes/attachments.ts";
import { createConversationRoute } from "./routes/create-conversation.ts";
import { extensionRoutes } from "./routes/extensions.ts";
import { mediaRequestRoutes } from "./routes/media-requests.ts";
import { memberRoutes } from "./routes/members.ts";
import { messageRoutes } from "./routes/messages.ts";
import { statusRoute } from "./routes/status.ts";
import type { GuestApiDeps } from "./guest-api-deps.ts";
import { guestsOnly } from "./guests-only.ts";

/** The eleven operations of the guest contract, and the guest's part of the extensions. */
export function guestApi(deps: GuestApiDeps): FastifyPluginAsync {
  return async (app) => {
    await app.register(statusRoute, deps);
    await app.register(createConversationRoute, deps);
    await app.register(async (scope) => {
      await scope.register(guestsOnly, deps);
      await scope.register(memberRoutes, deps);
      await scope.register(messageRoutes, deps);
      await scope.register(mediaRequestRoutes, deps);
      await scope.register(extensionRoutes, deps);
      await scope.register(guestAttachmentRoutes, deps);
    });
  };
}
