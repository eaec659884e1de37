import { ApiError } from "../../../../plugins/errors.ts";
import { invalid, type AgentApiDeps, type AgentRoute } from "../agent-call.ts";
import { channelView } from "../agent-sockets.ts";

const base = "/api/v2/notifications/channels";

/**
 * @throws ApiError 400 `bad.request` when the body is no list, `invalid.value` naming each entry
 * that is no topic
 */
function topicsOf(body: unknown): string[] {
  if (!Array.isArray(body)) throw new ApiError("bad.request", "The body must be a list of topics.");
  const ids = body.map((entry: unknown) => (entry as { id?: unknown } | null)?.id);
  const wrong = ids.flatMap((id, at) => (typeof id === "string" ? [] : `${at}.id`));
  if (wrong.length > 0) throw invalid(...wrong);
  return ids.filter((id) => typeof id === "string");
}

/** The vendor's notification channels (genesys-agent-chat §7). */
export function addNotificationRoutes(
  route: AgentRoute,
  { sockets, publicBase }: AgentApiDeps,
): void {
  const topicList = (topics: ReadonlySet<string>): object => ({
    entities: [...topics].map((id) => ({ id })),
  });

  route("POST", base, "postNotificationsChannels", async ({ agent, request }) =>
    channelView(sockets.open(agent), publicBase.streamOf(request.raw)),
  );
  route("GET", base, "getNotificationsChannels", async ({ agent, request }) => ({
    entities: sockets
      .ofAgent(agent)
      .map((channel) => channelView(channel, publicBase.streamOf(request.raw))),
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
