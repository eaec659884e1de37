import Fastify, {
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { agentApi } from "./protocols/genesys/agent/agent-api.ts";
import type { AgentApiDeps } from "./protocols/genesys/agent/agent-call.ts";
import type { Config } from "./config/config.ts";
import type { FetchPicture } from "./service/remote-picture.ts";
import type { RunningConversations } from "./service/create-conversations.ts";
import { demoDocument } from "./demo.ts";
import type { EventStreams } from "./protocols/genesys/guest/event-stream.ts";
import { createPolls } from "./protocols/genesys/guest/polls.ts";
import { fileRoutes, type FileRoutesDeps } from "./protocols/genesys/file-routes.ts";
import { guestApi } from "./protocols/genesys/guest/guest-api.ts";
import { apiErrorOf } from "./protocols/genesys/domain-refusal.ts";
import { createBareServer } from "./plugins/bare-http.ts";
import type { Trust } from "./plugins/client-address.ts";
import { auth } from "./plugins/auth.ts";
import { commonReplyHeaders } from "./plugins/common-headers.ts";
import { requestsUnderWay, type Connections } from "./plugins/connections.ts";
import { cors } from "./plugins/cors.ts";
import type { Drain } from "./plugins/drain.ts";
import { ApiError } from "./plugins/errors.ts";
import type { GuestTokens } from "./plugins/guest-token.ts";
import { jsonBodies } from "./plugins/json-body.ts";
import { isLoopback } from "./plugins/loopback.ts";
import type { Metrics } from "./plugins/metrics.ts";
import { RateLimit } from "./plugins/rate-limit.ts";
import { errors, refuseByFramework } from "./plugins/reply-errors.ts";
import { logSerializers, PatternLog } from "./plugins/request-log.ts";
import { servePictures } from "./plugins/serve-pictures.ts";
import { serveMetrics } from "./plugins/serve-metrics.ts";
import { staticFiles, type KeptFiles } from "./plugins/static-files.ts";
import { createSchemaCompiler } from "./plugins/validation.ts";
import { refuseBySchema } from "./protocols/genesys/schema-errors.ts";
import { health } from "./plugins/health.ts";
import type { Organization } from "./domain/tenant.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The contract's name of the operation, for metrics and the test control. */
    operationId?: string;
  }
}

export interface AppDeps extends AgentApiDeps, FileRoutesDeps {
  readonly config: Config;
  readonly chats: RunningConversations;
  readonly tokens: GuestTokens;
  readonly streams: EventStreams;
  readonly trust: Trust;
  readonly connections: Connections;
  /** The demo tenant; null without the demo. */
  readonly demo: Organization | null;
  readonly drain: Drain;
  readonly keptBuilds: KeptFiles;
  readonly fetchPicture: FetchPicture;
  readonly metrics: Metrics;
  /** Whether the store takes writes now. */
  readonly isWritable: () => Promise<boolean>;
  /** Adds routes before the app is ready (the test control). */
  readonly extend?: (app: FastifyInstance) => void;
}

/**
 * The largest request body, in bytes. A guest's longest message has 4,000 UTF-16 units, at most
 * four bytes each, plus JSON escapes.
 */
const MAX_BODY_BYTES = 65_536;

/** The schema of a route that reads nothing of a request. */
const plain = { querystring: { type: "object" } } as const;

/** Puts the HTTP side together. Opens no port, so tests can call it directly. */
export async function createApp(deps: AppDeps): Promise<FastifyInstance> {
  const { config, metrics } = deps;
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: deps.trust,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    forceCloseConnections: true,
    serverFactory: (handler) =>
      createBareServer(handler, { timeouts: config.timeouts, connections: deps.connections }),
    // The bare server answers malformed requests, on every address that it listens on.
    clientErrorHandler: () => undefined,
    frameworkErrors: (error, request, reply) =>
      refuseByFramework(error, request as FastifyRequest, reply as FastifyReply, metrics.refused),
    schemaErrorFormatter: refuseBySchema,
    logController: new PatternLog(),
    logger: { level: config.logLevel, serializers: logSerializers },
  });

  app.setValidatorCompiler(createSchemaCompiler());
  // A reply is what its handler returns. Its schema is for the documents and the types.
  app.setSerializerCompiler(() => (reply) => JSON.stringify(reply));
  // No body is read outside of a scope that says how.
  app.removeAllContentTypeParsers();
  await app.register(commonReplyHeaders, { clock: deps.clock });
  await app.register(cors);
  deps.drain.watch(app);
  await app.register(requestsUnderWay, { connections: deps.connections });
  await app.register(errors, { translate: apiErrorOf, refused: metrics.refused });
  await app.register(auth);
  metrics.watch(app);
  serveMetrics(app, metrics.registry, { access: config.metrics, trust: deps.trust });
  deps.extend?.(app);
  await app.register(api, deps);
  await app.register(servePictures, deps);
  await app.register(fileRoutes, deps);
  await app.register(health, deps);
  app.get("/demo.json", { schema: plain }, async (request) => {
    // A page under an attacker's host name that resolves to this machine must not read the secrets,
    // so the Host header has to be a loopback name.
    const mayAsk = isLoopback(request.headers.host ?? "") || !isLoopback(config.host);
    if (deps.demo === null || !mayAsk) throw new ApiError("not.found", "There is no demo here.");
    return demoDocument(deps.demo);
  });
  await app.register(staticFiles, {
    isDemo: deps.demo !== null,
    keptBuilds: deps.keptBuilds,
  });
  return app;
}

/** The APIs of guests and agents, whose bodies are JSON. */
const api: FastifyPluginAsync<AppDeps> = async (app, deps) => {
  const { bus, chats, clock } = deps;
  await app.register(jsonBodies);
  await app.register(
    guestApi({
      ...deps,
      polls: createPolls({ chats, bus, clock }),
      createLimiter: new RateLimit(clock),
    }),
  );
  await app.register(agentApi(deps));
};
