import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { agentApi } from "./agent-api/agent-api.ts";
import type { AgentApiDeps } from "./agent-api/agent-call.ts";
import type { Config } from "./config.ts";
import type { RunningChats } from "./conversation/create-chats.ts";
import { demoDocument } from "./demo.ts";
import type { EventStreams } from "./guest-api/event-stream.ts";
import { createPolls } from "./guest-api/polls.ts";
import { guestApi } from "./guest-api/guest-api.ts";
import { allowCrossOrigin } from "./http/cors.ts";
import { stopping, type Drain } from "./http/drain.ts";
import { ApiError } from "./http/errors.ts";
import type { GuestTokens } from "./http/guest-token.ts";
import { countRequests } from "./http/metrics.ts";
import { RateLimit } from "./http/rate-limit.ts";
import { replyWithErrorBodies } from "./http/reply-errors.ts";
import { serveFiles } from "./http/static-files.ts";
import { cannotWrite } from "./store/store-error.ts";
import type { Organization } from "./tenant.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The contract's name of the operation, for metrics and the test switchboard. */
    operationId?: string;
  }
}

export interface AppDeps extends Omit<AgentApiDeps, "streamBase"> {
  readonly config: Config;
  readonly chats: RunningChats;
  readonly tokens: GuestTokens;
  readonly streams: EventStreams;
  /** The demo tenant; null without the demo. */
  readonly demo: Organization | null;
  readonly drain: Drain;
  /** Whether the store takes writes now. */
  readonly isWritable: () => Promise<boolean>;
  /** Adds routes before the app is ready (the test switchboard). */
  readonly extend?: (app: FastifyInstance) => void;
}

/** What a guest sends is small: the longest message is 4,000 units, four bytes each at most, and escapes. */
const MAX_BODY_BYTES = 65_536;

/** Secrets in an address never reach a log. */
const withoutSecrets = (url: string): string => url.replace(/\/chat\/jwt\/[^/?]+/, "/chat/jwt/…");

/** Puts the HTTP side together. Opens no port, so tests can call it directly. */
export async function createApp(deps: AppDeps): Promise<FastifyInstance> {
  const { config, chats, clock, tenants } = deps;
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: config.trustsProxy,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    forceCloseConnections: true,
    logger: {
      level: config.logLevel,
      serializers: {
        req: (request: FastifyRequest) => ({
          method: request.method,
          url: withoutSecrets(request.url),
        }),
      },
    },
  });

  // Old clients send this content type with no body at all.
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_, body, done) => {
    const text = body.toString();
    if (text.trim() === "") return done(null, undefined);
    try {
      done(null, JSON.parse(text));
    } catch {
      done(new ApiError(400, "bad.request", "The body is not valid JSON."));
    }
  });

  app.addHook("onRequest", async (request, reply) => {
    reply.header("inin-correlation-id", request.id);
    reply.header("x-content-type-options", "nosniff");
    reply.header("referrer-policy", "no-referrer");
    if (request.url.startsWith("/api/") || request.url.startsWith("/oauth/"))
      reply.header("cache-control", "no-store");
  });
  replyWithErrorBodies(app);
  allowCrossOrigin(app);
  deps.drain.watch(app);
  const metrics = countRequests(app);
  deps.extend?.(app);

  const streamBase = (request: FastifyRequest): string =>
    (config.publicUrl ?? `${request.protocol}://${request.host}`).replace(/^http/, "ws");
  await app.register(
    guestApi({
      chats,
      clock,
      tenants,
      tokens: deps.tokens,
      signedData: deps.signedData,
      polls: createPolls({ chats, bus: deps.bus, clock }),
      creates: new RateLimit(clock),
      streamBase,
    }),
  );
  await app.register(agentApi({ ...deps, streamBase }));

  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async () => {
    if (deps.drain.isDraining) throw stopping();
    if (!(await deps.isWritable())) throw cannotWrite("The store");
    return { status: "ok" };
  });
  app.get("/metrics", async (_, reply) => {
    const { open, waiting, talking } = chats.counts();
    reply.type("text/plain; version=0.0.4");
    return metrics.text({
      parlor_conversations_open: open,
      parlor_conversations_waiting: waiting,
      parlor_conversations_talking: talking,
      parlor_event_streams: deps.streams.count,
    });
  });
  app.get("/demo.json", async (request) => {
    // A name that an attacker's page resolves to this machine must not read the secrets: only loopback names may ask.
    const isLoopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(request.headers.host ?? "");
    const mayAsk = isLoopback || config.host !== "127.0.0.1";
    if (deps.demo === null || !mayAsk)
      throw new ApiError(404, "not.found", "There is no demo here.");
    return demoDocument(deps.demo);
  });
  await serveFiles(app, { isDemo: deps.demo !== null });
  return app;
}
