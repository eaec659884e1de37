import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { RunningConversations } from "../service/create-conversations.ts";
import type { Attachments } from "../service/attachments.ts";
import { ApiError } from "../plugins/errors.ts";
import { jsonBodies } from "../plugins/json-body.ts";
import type { GuestTokens } from "../plugins/guest-token.ts";
import type { SqlStore } from "../adapters/sql/open-store.ts";
import type { ControllableClock } from "./controllable-clock.ts";

export interface TestControlDeps {
  readonly token: string;
  readonly clock: ControllableClock;
  readonly tokens: GuestTokens;
  readonly store: SqlStore;
  readonly chats: RunningConversations;
  readonly attachments: Pick<Attachments, "deleteAll">;
}

interface PlannedFault {
  left: number;
  readonly failWithStatus: number | undefined;
  readonly code: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly delayMs: number;
}

const bodies = {
  clock: z.union([z.strictObject({ advanceMs: z.int() }), z.strictObject({ setMs: z.int() })]),
  revoke: z.strictObject({ conversationId: z.string() }),
  wipe: z.strictObject({}),
  disk: z.strictObject({ refuseWrites: z.boolean() }),
  operations: z.strictObject({
    operationId: z.string(),
    count: z.int().min(1).default(1),
    failWithStatus: z.int().min(400).max(599).optional(),
    code: z.string().optional(),
    retryAfterSeconds: z.int().min(0).optional(),
    delayMs: z.int().min(0).max(60_000).default(0),
  }),
};

/**
 * Adds routes through which tests can inject faults. Called only when the server was started with a
 * token for it, on loopback.
 */
export function addTestControl(app: FastifyInstance, deps: TestControlDeps): void {
  const planned = new Map<string, PlannedFault>();
  app.register(async (scope) => {
    await scope.register(jsonBodies);
    addRoutes(scope, deps, planned);
  });
  app.addHook("preHandler", async (request) => {
    const plan = planned.get(request.routeOptions.config.operationId ?? "");
    if (plan === undefined || plan.left === 0) return;
    plan.left--;
    if (plan.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, plan.delayMs));
    if (plan.failWithStatus === undefined) return;
    const error = new ApiError(
      "internal.server.error",
      "A test planned this failure",
      plan.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: plan.retryAfterSeconds },
    );
    // A test may plan any status and any code, those of other servers too.
    throw Object.assign(error, {
      status: plan.failWithStatus,
      ...(plan.code && { code: plan.code }),
    });
  });
}

function addRoutes(
  app: FastifyInstance,
  deps: TestControlDeps,
  planned: Map<string, PlannedFault>,
): void {
  const secret = Buffer.from(`Bearer ${deps.token}`);

  const route = <Schema extends z.ZodType>(
    name: string,
    schema: Schema,
    act: (body: z.infer<Schema>) => unknown,
  ): void => {
    app.post(`/__test/${name}`, { schema: { body: {} } }, async (request, reply) => {
      const given = Buffer.from(request.headers.authorization ?? "");
      if (given.length !== secret.length || !timingSafeEqual(given, secret)) {
        throw new ApiError("bad.credentials", "The test control needs its token.");
      }
      const parsed = schema.safeParse(request.body ?? {});
      if (!parsed.success) throw new ApiError("bad.request", parsed.error.message);
      await act(parsed.data);
      return reply.code(204).send();
    });
  };

  route("clock", bodies.clock, (body) => {
    if ("advanceMs" in body) deps.clock.advance(body.advanceMs);
    else deps.clock.set(body.setMs);
  });
  route("revoke", bodies.revoke, ({ conversationId }) => deps.tokens.revoke(conversationId));
  route("wipe", bodies.wipe, async () => {
    await deps.attachments.deleteAll();
    await deps.store.wipe();
    deps.chats.forgetAll();
  });
  route("disk", bodies.disk, ({ refuseWrites }) => deps.store.refuseWrites(refuseWrites));
  route("operations", bodies.operations, (plan) => {
    planned.set(plan.operationId, {
      left: plan.count,
      failWithStatus: plan.failWithStatus,
      code: plan.code,
      retryAfterSeconds: plan.retryAfterSeconds,
      delayMs: plan.delayMs,
    });
  });
}
