import { ApiError } from "../../http/errors.ts";
import type { AgentApiDeps, AgentRoute } from "../agent-call.ts";
import { channelView } from "../agent-sockets.ts";

const base = "/api/v2/notifications/channels";

function topicsOf(body: unknown): string[] {
  if (!Array.isArray(body))
    throw new ApiError(400, "bad.request", "The body must be a list of topics.");
  return body.map((entry: unknown) => {
    const id = (entry as { id?: unknown } | null)?.id;
    if (typeof id !== "string") throw new ApiError(400, "bad.request", "Each topic needs an id.");
    return id;
  });
}

/** The vendor's notification channels (genesys-agent-chat §7). */
export function addNotificationRoutes(route: AgentRoute, { sockets }: AgentApiDeps): void {
  const socketBase = (request: { protocol: string; host: string }): string =>
    `${request.protocol === "https" ? "wss" : "ws"}://${request.host}`;
  const topicList = (topics: ReadonlySet<string>): object => ({
    entities: [...topics].map((id) => ({ id })),
  });

  route("POST", base, "postNotificationsChannels", async ({ agent, request }) =>
    channelView(sockets.open(agent), socketBase(request)),
  );
  route("GET", base, "getNotificationsChannels", async ({ agent, request }) => ({
    entities: sockets
      .ofUser(agent.user.id)
      .map((channel) => channelView(channel, socketBase(request))),
  }));
  route(
    "GET",
    `${base}/:channelId/subscriptions`,
    "getNotificationsChannelSubscriptions",
    async ({ agent, params }) =>
      topicList((await sockets.subscribe(agent, params["channelId"] ?? "", [], "add")).topics),
  );
  route(
    "POST",
    `${base}/:channelId/subscriptions`,
    "postNotificationsChannelSubscriptions",
    async ({ agent, params, body }) =>
      topicList(
        (await sockets.subscribe(agent, params["channelId"] ?? "", topicsOf(body), "add")).topics,
      ),
  );
  route(
    "PUT",
    `${base}/:channelId/subscriptions`,
    "putNotificationsChannelSubscriptions",
    async ({ agent, params, body }) =>
      topicList(
        (await sockets.subscribe(agent, params["channelId"] ?? "", topicsOf(body), "replace"))
          .topics,
      ),
  );
  route(
    "DELETE",
    `${base}/:channelId/subscriptions`,
    "deleteNotificationsChannelSubscriptions",
    async ({ agent, params }) => {
      await sockets.subscribe(agent, params["channelId"] ?? "", [], "replace");
    },
  );
}
