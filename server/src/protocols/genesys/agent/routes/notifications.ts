import { operation, type ContractPlugin } from "../../operation.ts";
import { refuseList } from "../../schema-errors.ts";
import type { AgentApiDeps } from "../agent-call.ts";
import { channelView, type Channel } from "../agent-sockets.ts";

const base = "/api/v2/notifications/channels";

/** The vendor's notification channels (genesys-agent-chat §7). */
export const notificationRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { sockets, publicBase } = deps;
  const subscriptions = `${base}/:channelId/subscriptions`;
  const topicsIn = (topics: readonly { readonly id: string }[]): string[] =>
    topics.map(({ id }) => id);
  const topicsOf = ({ topics }: Channel): { readonly entities: readonly { id: string }[] } => ({
    entities: [...topics].map((id) => ({ id })),
  });

  app.post(base, operation("postNotificationsChannels"), async ({ agent, raw }) =>
    channelView(sockets.open(agent, publicBase.of(raw)), publicBase.streamOf(raw)),
  );

  app.get(base, operation("getNotificationsChannels"), async ({ agent, raw }) => ({
    entities: sockets
      .ofAgent(agent)
      .map((channel) => channelView(channel, publicBase.streamOf(raw))),
  }));

  app.get(
    subscriptions,
    operation("getNotificationsChannelSubscriptions"),
    async ({ agent, params }) =>
      topicsOf(await sockets.subscribe(agent, params.channelId, [], "add")),
  );

  app.post(
    subscriptions,
    {
      ...operation("postNotificationsChannelSubscriptions"),
      schemaErrorFormatter: refuseList,
    },
    async ({ agent, params, body }) =>
      topicsOf(await sockets.subscribe(agent, params.channelId, topicsIn(body), "add")),
  );

  app.put(
    subscriptions,
    { ...operation("putNotificationsChannelSubscriptions"), schemaErrorFormatter: refuseList },
    async ({ agent, params, body }) =>
      topicsOf(await sockets.subscribe(agent, params.channelId, topicsIn(body), "replace")),
  );

  app.delete(
    subscriptions,
    operation("deleteNotificationsChannelSubscriptions"),
    async ({ agent, params }, reply) => {
      await sockets.subscribe(agent, params.channelId, [], "replace");
      return reply.code(204).send();
    },
  );
};
