import type { FastifyPluginAsync } from "fastify";
import type { AgentApiDeps } from "./agent-call.ts";
import { agentsOnly } from "./agents-only.ts";
import { agentAttachmentRoutes } from "./routes/attachments.ts";
import { chatRoutes } from "./routes/chats.ts";
import { communicationRoutes } from "./routes/communications.ts";
import { conversationRoutes } from "./routes/conversations.ts";
import { earlierRoutes } from "./routes/earlier.ts";
import { messageCommunicationRoutes } from "./routes/message-communications.ts";
import { messageMediaRoutes } from "./routes/message-media.ts";
import { messageRoutes } from "./routes/messages.ts";
import { missedRoutes } from "./routes/missed.ts";
import { notificationRoutes } from "./routes/notifications.ts";
import { oauthRoute } from "./routes/oauth.ts";
import { newChatRoute } from "./routes/new-chat.ts";
import { parlorRoutes } from "./routes/parlor.ts";
import { participantRoutes } from "./routes/participants.ts";
import { signedDataRoute } from "./routes/signed-data.ts";
import { routingRoutes } from "./routes/routing.ts";
import { transferRoutes } from "./routes/transfers.ts";
import { userRoutes } from "./routes/users.ts";
import { waitingRoutes } from "./routes/waiting.ts";
import { wrapupRoutes } from "./routes/wrapup.ts";

/** The vendor's operations for agents, in each of their families, and Parlor's for its desk. */
export function agentApi(deps: AgentApiDeps): FastifyPluginAsync {
  return async (app) => {
    await app.register(oauthRoute, deps);
    await app.register(signedDataRoute, deps);
    await app.register(async (scope) => {
      await scope.register(agentsOnly, deps);
      await scope.register(userRoutes, deps);
      await scope.register(routingRoutes, deps);
      await scope.register(newChatRoute, deps);
      await scope.register(chatRoutes, deps);
      await scope.register(messageRoutes, deps);
      await scope.register(conversationRoutes, deps);
      await scope.register(participantRoutes, deps);
      await scope.register(transferRoutes, deps);
      await scope.register(communicationRoutes, deps);
      await scope.register(messageCommunicationRoutes, deps);
      await scope.register(messageMediaRoutes, deps);
      await scope.register(wrapupRoutes, deps);
      await scope.register(notificationRoutes, deps);
      await scope.register(parlorRoutes, deps);
      await scope.register(agentAttachmentRoutes, deps);
      await scope.register(waitingRoutes, deps);
      await scope.register(missedRoutes, deps);
      await scope.register(earlierRoutes, deps);
    });
  };
}
